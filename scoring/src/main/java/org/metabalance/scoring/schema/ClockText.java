package org.metabalance.scoring.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day in a text: {@code 14:30}, {@code 14:30:15.25}, {@code 2:30 PM}, with {@code Z} or an
 * offset from UTC where a date stands before it.
 *
 * @param seconds since midnight, with fractions
 * @param offset seconds ahead of UTC; 0 if none is given
 * @param zoned whether one is given
 */
public record ClockText(double seconds, int offset, boolean zoned) {
    static final String CLOCK = "(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:[.,](?<f>\\d{1,9}))?)?"
            + "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\.?)?";
    static final String ZONE = "(?:\\s*(?<z>[Zz]|UTC|GMT|(?<zs>[+\\-\u2212])(?<zh>\\d{2})(?::?(?<zm>\\d{2}))?))?";

    private static final Pattern ALONE = Pattern.compile(CLOCK + ZONE);

    /** Returns a time that stands alone, without an offset; null if {@code text} is none. */
    public static ClockText of(String text) {
        if (text.length() < 4 || text.length() > 24 || text.indexOf(':') < 0) {
            return null;
        }
        Matcher matcher = ALONE.matcher(text);
        ClockText clock = matcher.matches() ? of(matcher) : null;
        return clock == null || clock.zoned ? null : clock;
    }

    /** Returns the time whose parts {@code matcher} has found; null if there is no such time. */
    static ClockText of(Matcher matcher) {
        int hour = Integer.parseInt(matcher.group("h"));
        int minute = Integer.parseInt(matcher.group("m"));
        String seconds = matcher.group("s");
        int second = seconds == null ? 0 : Integer.parseInt(seconds);
        String half = matcher.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        String fraction = matcher.group("f");
        double since = hour * 3600 + minute * 60 + second
                + (fraction == null ? 0 : Double.parseDouble("0." + fraction));
        if (matcher.group("z") == null) {
            return new ClockText(since, 0, false);
        }
        int offset = 0;
        if (matcher.group("zs") != null) {
            int hours = Integer.parseInt(matcher.group("zh"));
            String minutes = matcher.group("zm");
            offset = hours * 3600 + (minutes == null ? 0 : Integer.parseInt(minutes) * 60);
            if (hours > 18) {
                return null;
            }
            offset = matcher.group("zs").equals("+") ? offset : -offset;
        }
        return new ClockText(since, offset, true);
    }

    /** Returns hours since midnight. */
    public double hours() {
        return seconds / 3600.0;
    }
}
