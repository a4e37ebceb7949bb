package org.metabalance.benchmarks.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.math.Cumulative;
import org.metabalance.engine.math.Einsum;
import org.metabalance.engine.math.Elementwise;
import org.metabalance.engine.math.Norms;
import org.metabalance.engine.math.Products;
import org.metabalance.engine.math.Ranked;
import org.metabalance.engine.math.Rearrange;
import org.metabalance.engine.math.Sorting;
import org.metabalance.engine.math.Statistics;
import org.metabalance.nn.layer.Activation;
import org.metabalance.nn.loss.Divergences;
import org.metabalance.nn.loss.Losses;
import org.metabalance.nn.loss.RegressionLosses;
import tools.jackson.databind.JsonNode;

/**
 * One call of a public method of the library, as a request names it: {@code {"f": "Norms.norm", "a":
 * [{"ref": 0}, 2.0, [1]]}}. Arguments are earlier results ({@code ref}, -1 the tape), numbers, words and
 * lists; the first one is the receiver of a method that is not static. What PyTorch is held against is
 * thus what users call, by its own name.
 */
final class Call {
    private static final Map<String, Class<?>> CLASSES = Stream
            .of(Tape.class, Tensor.class, Elementwise.class, Statistics.class, Norms.class,
                    Products.class, Cumulative.class, Sorting.class, Ranked.class, Rearrange.class,
                    Einsum.class, Activation.class, Losses.class, RegressionLosses.class,
                    Divergences.class, Layers.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private final String name;
    private final JsonNode arguments;
    private final Arguments reader;

    Call(JsonNode json, Arguments reader) {
        name = json.get("f").asString();
        arguments = json.get("a");
        this.reader = reader;
    }

    /**
     * Makes the call.
     *
     * @throws IllegalStateException if there is no such method
     * @throws IllegalArgumentException if the method refuses
     */
    Object make() {
        String[] parts = name.split("\\.");
        Class<?> owner = CLASSES.get(parts[0]);
        if (owner == null) {
            throw new IllegalStateException("call: no class " + parts[0]);
        }
        List<Method> candidates = Arrays.stream(owner.isInterface() || !Modifier.isPublic(
                owner.getModifiers()) ? owner.getDeclaredMethods() : owner.getMethods())
                .filter(m -> m.getName().equals(parts[1]))
                .sorted(Comparator.comparing((Method m) -> !m.isVarArgs())
                        .thenComparing(Method::toString))
                .toList();
        for (Method method : candidates) {
            Object[] values = fitting(method);
            if (values != null) {
                return invoke(method, values);
            }
        }
        throw new IllegalStateException("call: no " + name + " takes " + arguments);
    }

    /** The receiver, or null if there is none, then the arguments; null if they do not fit. */
    private Object[] fitting(Method method) {
        boolean open = !Modifier.isStatic(method.getModifiers());
        int first = open ? 1 : 0;
        Class<?>[] types = method.getParameterTypes();
        boolean bare = method.isVarArgs() && arguments.size() == types.length + first - 1;
        if (arguments.size() != types.length + first && !bare) {
            return null;
        }
        Object[] values = new Object[types.length + 1];
        if (open) {
            values[0] = reader.read(arguments.get(0), method.getDeclaringClass());
            if (values[0] == null) {
                return null;
            }
        }
        for (int i = 0; i < types.length; i++) {
            values[i + 1] = bare && i == types.length - 1
                    ? java.lang.reflect.Array.newInstance(types[i].componentType(), 0)
                    : reader.read(arguments.get(i + first), types[i]);
            if (values[i + 1] == null) {
                return null;
            }
        }
        return values;
    }

    private Object invoke(Method method, Object[] values) {
        try {
            return method.invoke(values[0], Arrays.copyOfRange(values, 1, values.length));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
