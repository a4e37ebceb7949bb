package org.metabalance.app.option;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.data.DataException;
import org.metabalance.meta.data.TooFewRowsException;
import org.metabalance.meta.data.table.Target;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What is done with classes of fewer rows than {@link Target#MINIMUM_CLASS_ROWS}. */
public enum RareClasses {
    /** An error, which names this option. */
    REFUSE,
    /** Their rows are left out. */
    LEAVE_OUT,
    /** They are trained on, as long as every part of a split gets a row. */
    KEEP;

    /** As users type it: in lower case, with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the target to learn.
     *
     * @param notes told which rows are left out, and what to expect of rare classes that stay
     * @throws DataException if there are rare classes and this refuses them, or nothing else is left
     */
    public Target apply(Target target, Consumer<String> notes) {
        int[] counts = target.counts();
        List<String> rare = IntStream.range(0, counts.length)
                .filter(c -> counts[c] < Target.MINIMUM_CLASS_ROWS)
                .mapToObj(c -> Texts.format("'%s' (%d)", target.classes().get(c), counts[c]))
                .toList();
        if (rare.isEmpty()) {
            return target;
        }
        switch (this) {
            case REFUSE -> {
                try {
                    target.requireMinority();
                } catch (TooFewRowsException e) {
                    throw new DataException(
                            e.getMessage()
                                    + " (--rare-classes leave-out does so for all such classes;"
                                    + " --rare-classes keep trains on what there is)",
                            e);
                }
            }
            case LEAVE_OUT -> {
                Target left = target.withoutRareClasses();
                notes.accept(Texts.format(
                        "%s left out, of classes with fewer than %d: %s",
                        Texts.count(target.size() - left.size(), "row"), Target.MINIMUM_CLASS_ROWS,
                        String.join(", ", rare)));
                return left;
            }
            case KEEP -> notes.accept(Texts.format(
                    "classes with fewer than %d rows: %s; what is measured on so few is mostly chance",
                    Target.MINIMUM_CLASS_ROWS, String.join(", ", rare)));
        }
        return target;
    }

    /** From what users type. */
    static final class Converter implements ITypeConverter<RareClasses> {
        @Override
        public RareClasses convert(String text) {
            return Arrays.stream(values()).filter(value -> value.text().equals(text.strip()))
                    .findFirst().orElseThrow(() -> new TypeConversionException(
                            "must be one of " + Arrays.stream(values()).map(RareClasses::text)
                                    .collect(Collectors.joining(", ")) + ", got '" + text + "'"));
        }
    }
}
