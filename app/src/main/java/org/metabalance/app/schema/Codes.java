package org.metabalance.app.schema;

import java.util.regex.Pattern;
import org.metabalance.scoring.schema.NumberStyle;
import org.metabalance.scoring.schema.NumberText;

/**
 * Signs that the digits of a column are names rather than amounts: zeros in front of digits of one
 * length, whole numbers too large for a double, lists of answers between commas.
 */
final class Codes {
    /** Fewer digits are hours, days and months with a zero in front. */
    private static final int SHORTEST = 3;

    private static final Pattern LIST = Pattern.compile("\\d(?:,\\d)+");
    private static final Pattern LONG_LIST = Pattern.compile("\\d{1,3}(?:,\\s?\\d{1,3}){2,}");

    private long numbers;
    private long leadingZeros;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private boolean onlyWhole = true;
    private long tooLarge;
    private long commas;
    private long ascending; // single digits between commas, each larger than the one before
    private long longLists;

    void number(String text, NumberText number) {
        numbers++;
        if (number.isWhole() && number.digits().length() == text.length()) {
            shortest = Math.min(shortest, text.length());
            longest = Math.max(longest, text.length());
            leadingZeros += text.length() > 1 && text.charAt(0) == '0' ? 1 : 0;
        } else {
            onlyWhole &= number.isWhole();
            longest = Integer.MAX_VALUE;
        }
        tooLarge += number.isTooLarge() ? 1 : 0;
        if (text.indexOf(',') >= 0) {
            comma(text);
        }
    }

    /** Takes a number of a file that holds numbers: none that a double does not hold. */
    void typed(boolean whole) {
        numbers++;
        longest = Integer.MAX_VALUE;
        onlyWhole &= whole;
    }

    /** Takes a text that is no number. */
    void other(String text) {
        if (text.indexOf(',') >= 0) {
            comma(text);
        }
    }

    private void comma(String text) {
        commas++;
        ascending += isAscending(text) ? 1 : 0;
        longLists += LONG_LIST.matcher(text).matches()
                && (NumberStyle.fits(text.replace(" ", "")) == 0 || text.indexOf(' ') >= 0)
                        ? 1
                        : 0;
    }

    private static boolean isAscending(String text) {
        if (!LIST.matcher(text).matches()) {
            return false;
        }
        for (int i = 2; i < text.length(); i += 2) {
            if (text.charAt(i) <= text.charAt(i - 2)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether digits are all of one length, some with zeros in front: 00501, 10001. */
    boolean zerosInFront() {
        return leadingZeros > 0 && shortest == longest && shortest >= SHORTEST;
    }

    /** Returns whether some digits have a zero in front. */
    boolean someZerosInFront() {
        return leadingZeros > 0;
    }

    /** Returns whether these are whole numbers, and some would become another one as a double. */
    boolean beyondDoubles() {
        return tooLarge > 0 && onlyWhole;
    }

    /**
     * Returns whether commas stand between the answers of a list, not before a fraction: some value has
     * three numbers or more between commas, or all have single digits in ascending order. (A column of
     * measured numbers has a 0 behind some comma, or a smaller digit than before it, or more digits.)
     */
    boolean lists() {
        return longLists > 0 || commas > 0 && ascending == commas;
    }
}
