package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who runs a job. Each is a process of its own, new for each training step and number of threads. */
enum Side {
    /** This project's program. */
    OURS("ours", "ours") {
        @Override
        List<String> command(int threads) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules", "jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp", System.getProperty("java.class.path"),
                    OurWorker.class.getName());
        }
    },
    /** PyTorch as written: {@code torch.autograd.grad(create_graph=True)}. */
    EAGER("PyTorch eager", "torchEager") {
        @Override
        List<String> command(int threads) {
            return python("torch_peer.py", label());
        }
    },
    /** The same step as functions of {@code torch.func}, through {@code torch.compile}. */
    COMPILED("PyTorch compiled", "torchCompiled") {
        @Override
        List<String> command(int threads) {
            return python("torch_peer.py", label());
        }
    },
    /** The same step as one {@code jax.jit}. */
    JAX("JAX", "jax") {
        @Override
        List<String> command(int threads) {
            return python("jax_peer.py", Integer.toString(threads));
        }
    };

    /** The system property that names the folder of the peers' scripts. */
    private static final String SCRIPTS = "peers.scripts";

    private final String title;
    private final String key;

    Side(String title, String key) {
        this.title = title;
        this.key = key;
    }

    /** Returns all but ours. */
    static List<Side> peers() {
        return Arrays.stream(values()).filter(side -> side != OURS).toList();
    }

    /** Returns the command of a worker that is held to so many threads. */
    abstract List<String> command(int threads);

    private static List<String> python(String script, String argument) {
        return List.of(interpreter(), Path.of(System.getProperty(SCRIPTS, ""), script).toString(),
                argument);
    }

    /** Returns the Python that is asked: that of the variable PYTHON, else python3. */
    static String interpreter() {
        return System.getenv().getOrDefault("PYTHON", "python3");
    }

    /** Returns the name in files and remarks. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name in tables. */
    String title() {
        return title;
    }

    /** Returns the name of its times in records. */
    String micros() {
        return key + "Micros";
    }

    /** Returns the name of its memory in records. */
    String peakBytes() {
        return key + "PeakBytes";
    }

    /** Returns whether it compiles a job before it runs it, which is given another limit. */
    boolean compiles() {
        return this == COMPILED || this == JAX;
    }

    /** Returns whether it can be asked for a kernel alone, where there is nothing to compile. */
    boolean multiplies() {
        return this != COMPILED;
    }

    /** Starts the process. */
    Worker start(int threads, Path folder) throws IOException {
        // OpenMP has to know the number of threads before PyTorch is loaded
        Map<String, String> environment = Map.of(
                "OMP_NUM_THREADS", Integer.toString(threads),
                "MKL_NUM_THREADS", Integer.toString(threads));
        return new Worker(label(), command(threads), environment, folder.resolve(label() + ".log"));
    }
}
