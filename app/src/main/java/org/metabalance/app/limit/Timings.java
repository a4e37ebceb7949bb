package org.metabalance.app.limit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metabalance.app.console.Texts;
import picocli.CommandLine.Option;

/**
 * Where the time of a command goes: phase by phase, by the clock and in processor time of all its threads, from
 * the start of the process; and how much memory it took at most. Costs nothing where it is not asked for.
 */
public final class Timings {
    /** Linux tells the largest resident size of a process here. */
    private static final Path STATUS = Path.of("/proc/self/status");

    @Option(
            names = "--timings",
            description = "Say where the time went, by the clock and of the processors, and how much memory was"
                    + " taken at most.")
    private boolean asked;

    private final List<Phase> phases = new ArrayList<>();
    private Moment last;

    /** An option that was not given yet. */
    public Timings() {}

    /** A phase that has ended. */
    private record Phase(String name, double clock, double processor) {}

    private record Moment(Instant clock, Duration processor) {
        static Moment now() {
            return new Moment(
                    Instant.now(),
                    ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        }

        static Moment start() {
            return new Moment(
                    ProcessHandle.current().info().startInstant().orElseGet(Instant::now),
                    Duration.ZERO);
        }

        Phase to(Moment end, String name) {
            return new Phase(
                    name, seconds(Duration.between(clock, end.clock)),
                    seconds(end.processor.minus(processor)));
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }
    }

    /** Ends a phase: what was done since the last one ended, or since the process began. */
    public void ended(String phase) {
        if (asked) {
            Moment now = Moment.now();
            phases.add((last == null ? Moment.start() : last).to(now, phase));
            last = now;
        }
    }

    /**
     * Returns a table of the phases, their sum, and the memory taken; empty if it was not asked for.
     *
     * @param parts lines that stand below the phases
     */
    public List<String> lines(List<String> parts) {
        if (!asked) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(Texts.format("%-28s %9s %9s", "where the time went, s", "clock", "processor"));
        phases.forEach(phase -> lines.add(line(phase)));
        lines.add(line(new Phase(
                "in all",
                phases.stream().mapToDouble(Phase::clock).sum(),
                phases.stream().mapToDouble(Phase::processor).sum())));
        lines.addAll(parts);
        lines.add(memory());
        return lines;
    }

    private static String line(Phase phase) {
        return Texts.format("%-28s %9.2f %9.2f", phase.name(), phase.clock(), phase.processor());
    }

    private static String memory() {
        double heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToDouble(pool -> pool.getPeakUsage().getUsed()).sum();
        String resident = "";
        try (Stream<String> lines = Files.lines(STATUS)) {
            resident = lines.filter(line -> line.startsWith("VmHWM:")).findFirst()
                    .map(line -> Texts.format(
                            "; resident %,.0f MB",
                            Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024))
                    .orElse("");
        } catch (IOException _) {
            // another system
        }
        return Texts.format("memory at most: heap %,.0f MB%s", heap / (1 << 20), resident);
    }
}
