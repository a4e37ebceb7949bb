package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that answers a line with a line. */
final class Worker implements AutoCloseable {
    private static final String END = "error\tthe process has ended";

    private final String name;
    private final Process process;
    private final PrintStream commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path log;

    /** An answer that is an error, or none within the time. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    /**
     * Starts the process.
     *
     * @param log gets what it prints besides answers
     */
    Worker(String name, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        this.name = name;
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().start(this::listen);
    }

    private void listen() {
        try (Scanner lines = new Scanner(process.getInputStream(), StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                // libraries may print what they like
                if (line.equals("ok") || line.startsWith("ok\t") || line.startsWith("error\t")) {
                    answers.add(line);
                }
            }
        }
        answers.add(END);
    }

    /**
     * Sends a command and waits for the answer.
     *
     * @return its keys and values
     * @throws Failure if the answer is an error, or does not come in time: the process is then killed
     */
    Map<String, String> ask(Duration limit, Object... words) throws Failure {
        commands.println(String.join("\t", List.of(words).stream().map(String::valueOf).toList()));
        String answer = await(limit);
        String[] parts = answer.split("\t");
        if (!parts[0].equals("ok")) {
            String why = answer.equals(END) ? END.substring(6) + lastOfLog() : answer.substring(6);
            throw new Failure(name + ": " + words[0] + ": " + why);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int at = parts[i].indexOf('=');
            values.put(parts[i].substring(0, at), parts[i].substring(at + 1));
        }
        return values;
    }

    private String await(Duration limit) throws Failure {
        try {
            String answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                close();
                throw new Failure(name + ": no answer within " + limit.toSeconds() + " s");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new Failure(name + ": interrupted");
        }
    }

    private String lastOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "" : ": " + lines.getLast();
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends the process and those it has started. */
    @Override
    public void close() {
        commands.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
