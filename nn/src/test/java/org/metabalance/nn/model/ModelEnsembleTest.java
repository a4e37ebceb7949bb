package org.metabalance.nn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metabalance.engine.DType;
import org.metabalance.engine.Rng;
import org.metabalance.engine.Shape;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.nn.Architecture;
import org.metabalance.nn.Batch;
import org.metabalance.nn.Forward;
import org.metabalance.nn.Mode;
import org.metabalance.nn.Model;
import org.metabalance.nn.ModelFamily;
import org.metabalance.nn.Parameters;
import org.metabalance.nn.VariableTree;

class ModelEnsembleTest {
    private static final ClassLoader LOADER = ModelEnsembleTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void probabilitiesAreTheMeanOfTheMembersAndStatesTheirOwn(int classes) {
        // with batch norm, of another family, and of another width
        List<Model> members = List.of(
                ResNet.cifar(8, 1, classes), new MlpClassifier(64, List.of(5), classes),
                new MlpClassifier(64, List.of(), classes));
        ModelEnsemble ensemble = new ModelEnsemble(members);
        VariableTree weights = VariableTree.init(
                ensemble.parameters(), DType.F64, Rng.of(1));
        VariableTree state = VariableTree.init(ensemble.state(), DType.F64);
        Tape tape = Tape.f64();
        Batch batch = new Batch(tape.normal(Shape.of(6, 8, 8, 1)), tape.zeros(6));
        Parameters theta = weights.on(tape);
        Parameters carried = state.on(tape);
        Forward out = ensemble.logits(theta, carried, batch, Mode.TRAIN);
        Tensor mean = tape.zeros(6, classes);
        for (int i = 0; i < 3; i++) {
            String name = ModelEnsemble.name(i);
            Forward own = members.get(i).logits(
                    theta.child(name), carried.child(name), batch, Mode.TRAIN);
            mean = mean.add(members.get(i).probabilities(own.output()).div(3));
            for (String kept : own.state().names()) {
                assertArrayEquals(
                        own.state().get(kept).value().toDoubles(),
                        out.state().get(name + "." + kept).value().toDoubles());
            }
        }
        assertEquals(carried.names(), out.state().names());
        assertArrayEquals(
                mean.value().toDoubles(),
                ensemble.probabilities(out.output()).value().toDoubles(), 1e-12);
    }

    @Test
    void membersThatAreSureStayFinite() {
        ModelEnsemble ensemble = new ModelEnsemble(List.of(
                new MlpClassifier(1, List.of(), 2), new MlpClassifier(1, List.of(), 2)));
        Tape tape = Tape.f32();
        Map<String, Tensor> values = new HashMap<>();
        ensemble.parameters().forEach(spec -> values.put(
                spec.name(), tape.full(spec.name().endsWith("weight") ? 300 : 0, spec.shape())));
        Tensor logits = ensemble.logits(
                Parameters.of(values), Parameters.empty(),
                new Batch(tape.constant(new double[] {1, -1}, 2, 1), tape.zeros(2)), Mode.EVAL)
                .output();
        assertArrayEquals(new double[] {300, -300}, logits.value().toDoubles(), 1e-3);
    }

    @Test
    void isBuiltFromItsArchitectureAgain() {
        ModelEnsemble ensemble = new ModelEnsemble(List.of(
                new MlpClassifier(4, List.of(5), 3), new Conv4(28, 28, 1, 3)));
        Map<String, String> file = ensemble.architecture().toMetadata();
        assertEquals(ensemble, ModelFamily.build(Architecture.ofMetadata(file), LOADER));
    }

    @Test
    void aFileThatTellsNoEnsembleIsRefused() {
        ModelEnsemble two = new ModelEnsemble(List.of(
                new MlpClassifier(4, List.of(5), 3), new MlpClassifier(4, List.of(5), 3)));
        assertEquals(
                "ensemble: member 2: its metadata names no model",
                refused(two, "model.members", "1000000000"));
        assertEquals(
                "ensemble: needs members of the same classes, none an ensemble itself, got []",
                refused(two, "model.members", "0"));
        assertEquals(
                "ensemble: member 1 is an ensemble itself",
                refused(two, "model.1.model", "ensemble"));
        assertEquals(
                "ensemble: needs members of the same classes, none an ensemble itself, got"
                        + " ['mlp' of 3 classes, 'mlp' of 4 classes]",
                refused(two, "model.1.model.classes", "4"));
    }

    private static String refused(Model model, String key, String value) {
        Map<String, String> file = new HashMap<>(model.architecture().toMetadata());
        file.put(key, value);
        return assertThrows(
                IllegalArgumentException.class,
                () -> ModelFamily.build(Architecture.ofMetadata(file), LOADER)).getMessage();
    }
}
