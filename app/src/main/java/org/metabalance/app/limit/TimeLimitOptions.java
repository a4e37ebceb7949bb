package org.metabalance.app.limit;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metabalance.meta.protocol.TimeLimit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that limits how long is trained. */
public final class TimeLimitOptions {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h)");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "How long is trained in all, such as 90s, 10m or 2h: what is left is shared by the"
                    + " runs that are left. A training ends after the epoch in which its share has passed,"
                    + " and keeps the best so far.")
    private String limit;

    /** An option that was not given yet. */
    public TimeLimitOptions() {}

    /** Returns the time, as the user wrote it; empty for none. Refuses what is none. */
    public String text() {
        duration();
        return limit == null ? "" : limit.strip();
    }

    /** Returns the limit, which counts from now. */
    public TimeLimit begin() {
        Duration duration = duration();
        return duration == null ? TimeLimit.NONE : TimeLimit.of(duration);
    }

    private Duration duration() {
        if (limit == null) {
            return null;
        }
        Matcher time = TIME.matcher(limit.strip().toLowerCase(Locale.ROOT));
        long number = time.matches() ? Long.parseLong(time.group(1)) : 0;
        if (number < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--time-limit must be a number and s, m or h, such as 90s, 10m or 2h, got '"
                            + limit
                            + "'");
        }
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
