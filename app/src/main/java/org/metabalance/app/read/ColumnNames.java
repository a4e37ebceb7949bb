package org.metabalance.app.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metabalance.app.console.Texts;
import org.metabalance.app.console.UserError;
import org.metabalance.meta.data.DataException;

/** Finds the columns a user means among the names in a file. */
public final class ColumnNames {
    private static final int SHOWN = 20;
    private static final Pattern NUMBER = Pattern.compile("[-+.\\d_eE]+");

    private final List<String> names;
    private final Consumer<String> notes;

    /**
     * Creates the search.
     *
     * @param names as in the file
     * @param notes takes a line where a column is named otherwise in the file
     */
    public ColumnNames(List<String> names, Consumer<String> notes) {
        this.names = names;
        this.notes = notes;
    }

    /**
     * Returns the name of the column meant by {@code wanted}: that very name; else the only one that
     * differs in upper and lower case, or in line breaks, alone.
     *
     * @throws DataException if there is none, or several; says what is near
     */
    public String find(String wanted) {
        if (names.contains(wanted)) {
            return wanted;
        }
        String plain = Texts.oneLine(wanted);
        List<String> alike = names.stream()
                .filter(name -> Texts.oneLine(name).equalsIgnoreCase(plain)).distinct().toList();
        if (alike.size() == 1) {
            if (!Texts.oneLine(alike.getFirst()).equals(plain)) {
                notes.accept(
                        "column '" + wanted + "' is called '" + alike.getFirst()
                                + "' in the file");
            }
            return alike.getFirst();
        }
        throw new DataException(
                alike.isEmpty()
                        ? Texts.format(
                                "no column is named '%s'%s; the columns are: %s",
                                wanted, Texts.didYouMean(wanted, names), shown(names))
                        : Texts.format(
                                "no column is named '%s', but several that differ in case: %s",
                                wanted, String.join(", ", alike)));
    }

    /**
     * Returns the columns meant by options each of which names one, or several with commas between
     * them; a column whose name has the comma comes first.
     */
    public List<String> findAll(List<String> options) {
        List<String> found = new ArrayList<>();
        for (String option : options) {
            if (option.indexOf(',') < 0 || names.contains(option)) {
                found.add(find(option));
                continue;
            }
            for (String part : option.split(",")) {
                if (!part.isBlank()) {
                    found.add(find(part.strip()));
                }
            }
        }
        return found;
    }

    /**
     * Refuses two columns of one name, unless they are among those that are not needed.
     *
     * @param file for the message
     * @param unneeded their names
     */
    static void refuseTwice(String file, List<String> names, Set<String> unneeded) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer other = first.putIfAbsent(names.get(i), i);
            if (other != null && !unneeded.contains(names.get(i))) {
                throw new UserError(
                        Texts.format(
                                "%s: columns %d and %d are both named '%s'; %s",
                                file, other + 1, i + 1, Texts.oneLine(names.get(i)),
                                NUMBER.matcher(names.get(i)).matches()
                                        ? "is the first line data? CSV files need a header"
                                        : "rename one in the file, or leave both out with --drop"));
            }
        }
    }

    /** Returns whether all columns are named by numbers, as where a file has no header. */
    public boolean areNumbers() {
        return names.stream().allMatch(name -> NUMBER.matcher(name).matches());
    }

    private static String shown(List<String> names) {
        return names.stream().limit(SHOWN).map(Texts::oneLine).collect(Collectors.joining(", "))
                + (names.size() > SHOWN
                        ? Texts.format(", ... (%d in all)", names.size())
                        : "");
    }

    /** Returns the first of {@code candidates} that is a column's name. */
    public Optional<String> first(List<String> candidates) {
        return candidates.stream().filter(names::contains).findFirst();
    }
}
