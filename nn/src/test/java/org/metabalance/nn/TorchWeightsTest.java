package org.metabalance.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.nn.format.Safetensors;
import org.metabalance.nn.format.TorchWeights;
import org.metabalance.nn.layer.Shortcut;
import org.metabalance.nn.model.Head;
import org.metabalance.nn.model.LeNet5;
import org.metabalance.nn.model.ResNet;

class TorchWeightsTest {
    private static final ResNet MODEL = new ResNet(
            2, List.of(1, 2, 1), List.of(2, 3, 5), Shortcut.PROJECTION, 3, Head.linear());

    @TempDir
    Path folder;

    /** The file is what safetensors.torch.save_file makes of a module's state_dict. */
    @Test
    void aFileOfPyTorchGivesItsLogits() throws IOException {
        Golden golden = Golden.cases("imageFile.json").findFirst().orElseThrow();
        Map<String, NdArray> theirs = Safetensors.read(Golden.path(golden.name())).tensors();
        ImageModelTest.check(golden, MODEL,
                TorchWeights.fromTorch(Formula.specs(MODEL), theirs));
    }

    /** What is written has the names, shapes and numbers PyTorch wrote, without its counts of batches. */
    @Test
    void whatIsWrittenIsWhatPyTorchWrote() throws IOException {
        Map<String, NdArray> theirs = new LinkedHashMap<>(
                Safetensors.read(Golden.path("resnet.safetensors")).tensors());
        Path file = folder.resolve("ours.safetensors");
        List<ParameterSpec> specs = Formula.specs(MODEL);
        Safetensors.write(file,
                TorchWeights.toTorch(specs, TorchWeights.fromTorch(specs, theirs)), Map.of());
        Map<String, NdArray> written = Safetensors.read(file).tensors();
        assertEquals(1, theirs.get("bn1.num_batches_tracked").item());
        theirs.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
        assertEquals(theirs.keySet(), written.keySet());
        theirs.forEach((name, value) -> {
            assertEquals(value.shape(), written.get(name).shape(), name);
            assertEquals(DType.F32, written.get(name).dtype());
            assertArrayEquals(value.toDoubles(), written.get(name).toDoubles(), name);
        });
    }

    @Test
    void axesMoveAsTheLayoutSays() {
        List<ParameterSpec> specs = List.of(
                new ParameterSpec("k", Shape.of(1, 2, 1, 3), Initializer.zeros(), Layout.KERNEL),
                new ParameterSpec("m", Shape.of(2, 3), Initializer.zeros(), Layout.MATRIX),
                new ParameterSpec("n", Shape.of(2, 3), Initializer.zeros()));
        Map<String, NdArray> ours = Map.of(
                "k", NdArray.of(new double[] {0, 1, 2, 3, 4, 5}, 1, 2, 1, 3),
                "m", NdArray.of(new double[] {0, 1, 2, 3, 4, 5}, 2, 3),
                "n", NdArray.of(new double[] {0, 1, 2, 3, 4, 5}, 2, 3));
        Map<String, NdArray> theirs = TorchWeights.toTorch(specs, ours);
        assertEquals(Shape.of(3, 1, 1, 2), theirs.get("k").shape());
        assertArrayEquals(new double[] {0, 3, 1, 4, 2, 5}, theirs.get("k").toDoubles());
        assertEquals(Shape.of(3, 2), theirs.get("m").shape());
        assertArrayEquals(new double[] {0, 3, 1, 4, 2, 5}, theirs.get("m").toDoubles());
        assertArrayEquals(ours.get("n").toDoubles(), theirs.get("n").toDoubles());
        TorchWeights.fromTorch(specs, theirs).forEach((name, value) -> assertArrayEquals(
                ours.get(name).toDoubles(), value.toDoubles(), name));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        List<ParameterSpec> specs = LeNet5.of(28, 28, 1, 10).parameters();
        Map<String, NdArray> theirs = Formula.torchWeights(LeNet5.of(28, 28, 1, 10));
        theirs.put("fc1.weight", NdArray.zeros(DType.F32, Shape.of(400, 120)));
        assertEquals("from torch: 'fc1.weight' must be [120, 400], got [400, 120]",
                refused(specs, theirs));
        theirs.put("linear.bias", theirs.remove("fc3.bias"));
        assertEquals(
                "from torch: names must be those of the model, missing are [fc3.bias], unknown are [linear.bias]",
                refused(specs, theirs));
    }

    private static String refused(List<ParameterSpec> specs, Map<String, NdArray> theirs) {
        return assertThrows(IllegalArgumentException.class,
                () -> TorchWeights.fromTorch(specs, theirs)).getMessage();
    }
}
