package org.metabalance.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who runs a job. Each is a process of its own, new for each training step and number of threads. */
enum Side {
    /** This project's program. */
    OURS {
        @Override
        List<String> command() {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules", "jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp", System.getProperty("java.class.path"),
                    OurWorker.class.getName());
        }
    },
    /** PyTorch as written: {@code torch.autograd.grad(create_graph=True)}. */
    EAGER {
        @Override
        List<String> command() {
            return torch(label());
        }
    },
    /** The same step as functions of {@code torch.func}, through {@code torch.compile}. */
    COMPILED {
        @Override
        List<String> command() {
            return torch(label());
        }
    };

    /** The system property that names the script of PyTorch's worker. */
    static final String SCRIPT = "peers.torch";

    abstract List<String> command();

    /** Returns the command that runs PyTorch's script with an argument. */
    static List<String> torch(String argument) {
        String python = System.getenv().getOrDefault("PYTHON", "python3");
        return List.of(python, System.getProperty(SCRIPT, "torch_peer.py"), argument);
    }

    /** Returns the name in files and remarks. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Starts the process. */
    Worker start(int threads, Path folder) throws IOException {
        // OpenMP has to know the number of threads before PyTorch is loaded
        Map<String, String> environment = Map.of(
                "OMP_NUM_THREADS", Integer.toString(threads),
                "MKL_NUM_THREADS", Integer.toString(threads));
        return new Worker(label(), command(), environment, folder.resolve(label() + ".log"));
    }
}
