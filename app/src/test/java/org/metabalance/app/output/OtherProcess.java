package org.metabalance.app.output;

import java.io.IOException;
import java.nio.file.Path;

/** Another process, which begins something, says so, and stays at it until it is killed. */
record OtherProcess(Process process) implements AutoCloseable {
    /** Starts writing a file. */
    static OtherProcess writing(Path file) throws IOException {
        return start("write", file);
    }

    /** Opens a folder. */
    static OtherProcess holding(Path folder) throws IOException {
        return start("hold", folder);
    }

    private static OtherProcess start(String what, Path path) throws IOException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OtherProcess.class.getName(), what,
                path.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (process.getInputStream().read() != '!') {
            throw new IOException("the other process did not begin");
        }
        return new OtherProcess(process);
    }

    /** What it does. */
    public static void main(String[] arguments) {
        Path path = Path.of(arguments[1]);
        if (arguments[0].equals("hold")) {
            OutputDirectory.open(path);
            stay();
        }
        Output.of(path).bytes(out -> stay());
    }

    private static void stay() {
        System.out.print('!');
        System.out.flush();
        while (true) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
