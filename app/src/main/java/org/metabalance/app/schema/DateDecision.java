package org.metabalance.app.schema;

import java.util.ArrayList;
import java.util.List;
import org.metabalance.scoring.schema.DateOrder;
import org.metabalance.scoring.schema.Kind;

/**
 * In which order the dates of a column are written: the one that most of its values fit. Where no value
 * decides between day and month, the month is first in 06/08/2023, unless fields are separated by
 * semicolons, and the day in 06.08.2023 and 06-08-2023.
 *
 * @param kind the order
 * @param fits how many values are dates in it
 * @param inAnyOrder how many are dates in one order or another
 * @param notes for a person
 */
record DateDecision(Kind.Date kind, long fits, long inAnyOrder, List<String> notes) {
    static DateDecision of(Profile profile, boolean semicolons) {
        DateOrder likely = profile.dateSign() == '/' && !semicolons
                ? DateOrder.MONTH_FIRST
                : DateOrder.DAY_FIRST;
        DateOrder unlikely = likely == DateOrder.DAY_FIRST
                ? DateOrder.MONTH_FIRST
                : DateOrder.DAY_FIRST;
        DateOrder best = likely;
        for (DateOrder order : List.of(unlikely, DateOrder.YEAR_FIRST)) {
            best = fits(profile, order) > fits(profile, best) ? order : best;
        }
        long fits = fits(profile, best);
        long all = 0;
        for (long count : profile.dates) {
            all += count;
        }
        List<String> notes = new ArrayList<>();
        if (profile.dates[DateOrder.ALL] == all) {
            best = DateOrder.YEAR_FIRST;
        } else {
            boolean open = fits(profile, likely) == fits(profile, unlikely)
                    && best != DateOrder.YEAR_FIRST;
            notes.add(best.text() + (open ? ", assumed: no value tells" : ""));
        }
        if (profile.zoned > 0) {
            notes.add(profile.zoned < profile.clocks ? "UTC where no offset stands" : "in UTC");
        }
        return new DateDecision(new Kind.Date(best), fits, all, notes);
    }

    private static long fits(Profile profile, DateOrder order) {
        long fits = 0;
        for (int mask = 0; mask < profile.dates.length; mask++) {
            fits += (mask & order.bit()) != 0 ? profile.dates[mask] : 0;
        }
        return fits;
    }
}
