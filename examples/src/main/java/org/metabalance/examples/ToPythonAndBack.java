package org.metabalance.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.metabalance.engine.DType;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Rng;
import org.metabalance.nn.ParameterSpec;
import org.metabalance.nn.VariableTree;
import org.metabalance.nn.format.Safetensors;
import org.metabalance.nn.format.TorchWeights;
import org.metabalance.nn.model.LeNet5;

/**
 * Weights to Python and back, in the safetensors format and with PyTorch's names and order of axes:
 *
 * <pre>
 *   state = safetensors.torch.load_file("lenet5.safetensors")     # shapes as torch.nn has them
 *   network.load_state_dict(state)
 *   safetensors.torch.save_file(network.state_dict(), "lenet5.safetensors")
 * </pre>
 */
final class ToPythonAndBack {
    private ToPythonAndBack() {}

    static void main() throws IOException {
        LeNet5 model = LeNet5.of(28, 28, 1, 10);
        List<ParameterSpec> specs = Stream.concat(
                model.parameters().stream(), model.state().stream()).toList();
        Map<String, NdArray> ours = VariableTree.init(specs, DType.F32, Rng.of(1)).values();

        Path file = Files.createTempDirectory("weights").resolve("lenet5.safetensors");
        Safetensors.write(file, TorchWeights.toTorch(specs, ours),
                Map.of("made by", "MetaBalance"));
        Map<String, NdArray> theirs = Safetensors.read(file).tensors();
        theirs.forEach((name, values) -> System.out.println(
                name + " " + ours.get(name).shape() + " -> " + values.shape()));

        Map<String, NdArray> back = TorchWeights.fromTorch(specs, theirs);
        boolean same = back.entrySet().stream()
                .allMatch(e -> Arrays.equals(
                        e.getValue().toFloats(), ours.get(e.getKey()).toFloats()));
        System.out.println("back as they were: " + same);
        Files.delete(file);
        Files.delete(file.getParent());
    }
}
