package org.metabalance.app.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;

/**
 * The standard error that the command was called with. The launcher gives the JVM a pipe instead, which takes
 * out a line the JVM writes before any of our code runs, and the true one under the number in the system
 * property {@code metabalance.stderr}.
 */
public final class TrueError {
    private static final int STANDARD = 2;
    private static final Integer GIVEN = Integer.getInteger("metabalance.stderr");
    private static final FileDescriptor DESCRIPTOR = descriptor();

    private TrueError() {}

    /** Makes {@link System#err} write to it. */
    public static void install() {
        if (DESCRIPTOR != FileDescriptor.err) {
            System.setErr(
                    new PrintStream(new FileOutputStream(DESCRIPTOR), true, System.err.charset()));
        }
    }

    /** Returns a stream to it. */
    static FileOutputStream stream() {
        return new FileOutputStream(DESCRIPTOR);
    }

    // Not dup2 at once: the first call of a native function takes a fifth of what a command needs to start.
    private static FileDescriptor descriptor() {
        if (GIVEN == null) {
            return FileDescriptor.err;
        }
        try {
            Constructor<FileDescriptor> ofNumber = FileDescriptor.class.getDeclaredConstructor(
                    int.class);
            ofNumber.setAccessible(true);
            return ofNumber.newInstance(GIVEN);
        } catch (ReflectiveOperationException | RuntimeException _) {
            // through the pipe it comes out too, line by line
            return FileDescriptor.err;
        }
    }

    /** Puts it in the pipe's place, for who asks the system about its terminal. */
    @SuppressWarnings("restricted") // a call of the system
    static void replacePipe() {
        if (GIVEN == null) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle dup2 = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("dup2"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int _ = (int) dup2.invokeExact((int) GIVEN, STANDARD);
        } catch (Throwable e) {
            // then the width is the usual one
            if (e instanceof VirtualMachineError error) {
                throw error;
            }
        }
    }
}
