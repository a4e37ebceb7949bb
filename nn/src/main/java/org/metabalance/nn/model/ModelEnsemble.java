package org.metabalance.nn.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.Parameters;

/**
 * Several models as one: its probabilities are the mean of theirs. Member i has its parameters and its state
 * below {@code i}. Members may be of different families; none is an ensemble itself.
 *
 * @param members one or more, of the same classes
 */
public record ModelEnsemble(List<Model> members) implements Model {
    /** The name of the family. */
    public static final String FAMILY = "ensemble";

    private static final String COUNT = "members";

    /**
     * Copies the members and checks that they fit.
     *
     * @throws IllegalArgumentException if there are no members, one of other classes, or one that is an
     *     ensemble itself
     */
    public ModelEnsemble {
        members = List.copyOf(members);
        if (members.isEmpty() || members.stream().anyMatch(ModelEnsemble.class::isInstance)
                || members.stream().mapToInt(Model::classes).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "ensemble: needs members of the same classes, none an ensemble itself, got "
                            + members.stream().map(member -> "'%s' of %d classes".formatted(
                                    member.architecture().family(), member.classes())).toList());
        }
    }

    @Override
    public List<ParameterSpec> parameters() {
        return specs(false);
    }

    @Override
    public List<ParameterSpec> state() {
        return specs(true);
    }

    private List<ParameterSpec> specs(boolean state) {
        List<ParameterSpec> specs = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Model member = members.get(i);
            specs.addAll(ParameterSpec.under(
                    name(i), state ? member.state() : member.parameters()));
        }
        return List.copyOf(specs);
    }

    /** Returns what the names of a member's parameters begin with. */
    public static String name(int member) {
        return Integer.toString(member);
    }

    @Override
    public int classes() {
        return members.getFirst().classes();
    }

    /** {@inheritDoc} They are the logarithms of mean probabilities; of two classes, their difference. */
    @Override
    public Forward logits(Parameters parameters, Parameters state, Batch batch, Mode mode) {
        List<Tensor> logs = new ArrayList<>();
        Parameters after = Parameters.empty();
        for (int i = 0; i < members.size(); i++) {
            Model member = members.get(i);
            Forward own = member.logits(
                    parameters.child(name(i)), state.child(name(i)), batch, mode);
            after = after.merge(name(i), own.state());
            Tensor z = own.output();
            logs.add(classes() == 2
                    ? Tensor.stack(1, z.softplus().neg(), z.neg().softplus().neg())
                    : z.logSoftmax(1));
        }
        Tensor mean = Tensor.stack(0, logs.toArray(Tensor[]::new)).logSumExp(0)
                .sub(StrictMath.log(members.size()));
        return new Forward(
                classes() == 2
                        ? mean.slice(1, 1, 2).sub(mean.slice(1, 0, 1)).squeeze(1)
                        : mean,
                after);
    }

    @Override
    public Architecture architecture() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(COUNT, Integer.toString(members.size()));
        for (int i = 0; i < members.size(); i++) {
            String start = name(i) + ".";
            members.get(i).architecture().toMetadata()
                    .forEach((key, value) -> settings.put(start + key, value));
        }
        return new Architecture(FAMILY, settings);
    }

    /** Builds ensembles of models of any other family. */
    public static final class Family implements ModelFamily {
        /** For {@link java.util.ServiceLoader}. */
        public Family() {}

        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public Model model(Architecture architecture) {
            return model(architecture, ModelEnsemble.class.getClassLoader());
        }

        @Override
        public Model model(Architecture architecture, ClassLoader loader) {
            int count = architecture.integer(COUNT);
            List<Model> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Architecture member = member(architecture, i);
                // before it is built: a file may nest them as deep as it likes
                if (member.family().equals(FAMILY)) {
                    throw new IllegalArgumentException(
                            "ensemble: member %d is an ensemble itself".formatted(i));
                }
                members.add(ModelFamily.build(member, loader));
            }
            return new ModelEnsemble(members);
        }

        private static Architecture member(Architecture architecture, int i) {
            String start = ModelEnsemble.name(i) + ".";
            Map<String, String> own = new LinkedHashMap<>();
            architecture.settings().forEach((key, value) -> {
                if (key.startsWith(start)) {
                    own.put(key.substring(start.length()), value);
                }
            });
            try {
                return Architecture.ofMetadata(own);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "ensemble: member %d: %s".formatted(i, e.getMessage()), e);
            }
        }
    }
}
