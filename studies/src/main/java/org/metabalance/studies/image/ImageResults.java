package org.metabalance.studies.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metabalance.meta.statistics.CrossedDifference;
import org.metabalance.meta.statistics.Estimate;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;

/**
 * Trials on images by imbalanced set, method and seed.
 *
 * @param all of one network
 */
public record ImageResults(Results all) {
    /** Settings of a trial on images: the set, its imbalance, the method and the seed. */
    public static final String DATA = "data";

    public static final String IMBALANCE = "imbalance";
    public static final String METHOD = "method";
    public static final String SEED = "seed";

    /** A set of images with an imbalance. */
    public record Place(String data, String imbalance) {
        @Override
        public String toString() {
            return data + ", " + imbalance;
        }
    }

    /** Returns the imbalanced sets, in order. */
    public List<Place> places() {
        return all.all().stream()
                .map(result -> new Place(
                        result.text(DATA), result.text(IMBALANCE)))
                .distinct().toList();
    }

    /** Returns the methods there are results of, in order. */
    public List<String> methods() {
        return all.settings(METHOD).stream().map(Object::toString).toList();
    }

    /** Returns how many seeds there are. */
    public int seeds() {
        return all.settings(SEED).size();
    }

    /** Returns the results of a method on a set, a result a seed. */
    public Results of(Place place, String method) {
        return all.where(DATA, place.data()).where(IMBALANCE, place.imbalance())
                .where(METHOD, method);
    }

    /** Returns one of the results on a set: what they have in common is in each. */
    public Result one(Place place) {
        return all.where(DATA, place.data())
                .where(IMBALANCE, place.imbalance()).all().getFirst();
    }

    /** Returns whether a set has classes of this group. */
    public boolean has(Place place, String group) {
        return group.equals(ImageTraining.ALL)
                || Arrays.asList(texts(one(place), ImageTraining.GROUPING)).contains(group);
    }

    public static String[] texts(Result result, String name) {
        return result.text(name).split(",");
    }

    public static int[] numbers(Result result, String name) {
        return Arrays.stream(texts(result, name)).mapToInt(Integer::parseInt).toArray();
    }

    /** The seeds that all of {@code methods} have on all of {@code places}. */
    private Set<Object> seeds(List<Place> places, String... methods) {
        Set<Object> seeds = new LinkedHashSet<>(all.settings(SEED));
        for (Place place : places) {
            for (String method : methods) {
                seeds.retainAll(of(place, method).settings(SEED));
            }
        }
        return seeds;
    }

    /** The sets that have the group and, with any seed, each of the methods. */
    private List<Place> usable(List<Place> places, String group, String... methods) {
        return places.stream().filter(
                place -> has(place, group)
                        && Arrays.stream(methods).noneMatch(m -> of(place, m).isEmpty()))
                .toList();
    }

    /**
     * Returns the mean accuracy over sets, with its standard error over the seeds; NaN if there is no seed with
     * all of them.
     */
    public Estimate estimate(List<Place> places, String method, String group) {
        List<Place> used = usable(places, group, method);
        double[] means = seeds(used, method).stream().mapToDouble(
                seed -> used.stream().mapToDouble(
                        place -> of(place, method).where(SEED, seed).estimate(group)
                                .mean())
                        .average().orElse(Double.NaN))
                .toArray();
        return used.isEmpty() || means.length == 0
                ? new Estimate(Double.NaN, Double.NaN)
                : Estimate.of(means);
    }

    /**
     * Tests the mean difference in accuracy over sets. Sets of the same images share the images they are tested
     * on, which are counted once.
     */
    public CrossedDifference difference(
            List<Place> places, String method, String other, String group) {
        List<Place> used = usable(places, group, method, other);
        List<Object> seeds = used.isEmpty()
                ? List.of()
                : List.copyOf(seeds(used, method, other));
        Map<String, Integer> begins = new HashMap<>();
        List<Integer> strata = new ArrayList<>();
        int classes = 0;
        for (Place place : used) {
            if (begins.putIfAbsent(place.data(), strata.size()) == null) {
                for (int count : numbers(one(place), ImageTraining.TEST_COUNTS)) {
                    for (int i = 0; i < count; i++) {
                        strata.add(classes);
                    }
                    classes++;
                }
            }
        }
        double[][] contributions = new double[seeds.size()][strata.size()];
        for (Place place : used) {
            for (int s = 0; s < contributions.length; s++) {
                Results own = of(place, method).where(SEED, seeds.get(s));
                Results others = of(place, other).where(SEED, seeds.get(s));
                add(
                        contributions[s], begins.get(place.data()), own.all().getFirst(),
                        others.all().getFirst(), group, 1.0 / used.size());
            }
        }
        return CrossedDifference.of(
                contributions, strata.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Adds to every image of a set what it brings to the difference in a group's accuracy. */
    private static void add(
            double[] to, int begin, Result own, Result other, String group, double share) {
        BitSet first = correct(own);
        BitSet second = correct(other);
        int[] counts = numbers(own, ImageTraining.TEST_COUNTS);
        String[] groups = texts(own, ImageTraining.GROUPING);
        boolean all = group.equals(ImageTraining.ALL);
        double images = Arrays.stream(counts).sum();
        double members = Arrays.stream(groups).filter(group::equals).count();
        int place = 0;
        for (int c = 0; c < counts.length; c++) {
            double weight = all ? share / images
                    : groups[c].equals(group) ? share / members / counts[c] : 0;
            for (int i = 0; i < counts[c]; i++, place++) {
                int ahead = (first.get(place) ? 1 : 0) - (second.get(place) ? 1 : 0);
                to[begin + place] += weight * ahead;
            }
        }
    }

    private static BitSet correct(Result result) {
        return BitSet.valueOf(
                Base64.getDecoder().decode(result.text(ImageTraining.CORRECT)));
    }
}
