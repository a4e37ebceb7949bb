package org.metabalance.app.explorer.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Shape;
import org.metabalance.engine.SparseMatrix;
import org.metabalance.engine.Variable;
import org.metabalance.engine.op.AlongAxis;
import org.metabalance.engine.op.Barrier;
import org.metabalance.engine.op.Binary;
import org.metabalance.engine.op.Conv2dGeometry;
import org.metabalance.engine.op.Conv2dGeometry.Sliding;
import org.metabalance.engine.op.Convolution;
import org.metabalance.engine.op.Custom;
import org.metabalance.engine.op.Indexing;
import org.metabalance.engine.op.Leaf;
import org.metabalance.engine.op.MatMul;
import org.metabalance.engine.op.MaxPool;
import org.metabalance.engine.op.Movement;
import org.metabalance.engine.op.Op;
import org.metabalance.engine.op.Reduce;
import org.metabalance.engine.op.StopGradient;
import org.metabalance.engine.op.Unary;
import org.metabalance.engine.op.Where;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Every primitive has its rule, a formula for each argument that has a derivative, as MathML. */
class DerivativeRulesTest {
    private static final Shape SHAPE = Shape.of(2);
    private static final MaxPool.Window WINDOW = new MaxPool.Window(2, 2, Sliding.PLAIN,
            Sliding.PLAIN);

    private static List<Op> all() {
        List<Op> all = new ArrayList<>(List.of(Unary.values()));
        all.addAll(List.of(Binary.values()));
        for (boolean a : new boolean[] {false, true}) {
            for (boolean b : new boolean[] {false, true}) {
                all.add(new MatMul(a, b));
            }
        }
        all.addAll(List.of(
                new Leaf.Input("x", SHAPE), new Leaf.Constant(NdArray.of(new float[] {1, 2})),
                new Leaf.Read(new Variable("w", NdArray.of(new float[] {1}))),
                new Leaf.Random(Leaf.Distribution.UNIFORM, 0, SHAPE),
                new Leaf.Random(Leaf.Distribution.NORMAL, 0, SHAPE), new Where(),
                new Reduce.Sum(List.of(0)), new Reduce.Max(List.of(0)),
                new Movement.Reshape(SHAPE), new Movement.Permute(List.of(0)),
                new Movement.Expand(SHAPE), new Movement.Slice(0, 0, 1),
                new Movement.Pad(0, 1, 1), new Movement.Concat(0),
                new MatMul.Sparse(SparseMatrix.ofEntries(
                        1, 1, new int[] {0}, new int[] {0}, new double[] {1})),
                new Convolution.Forward(Conv2dGeometry.PLAIN),
                new Convolution.InputAdjoint(Conv2dGeometry.PLAIN, 3, 3),
                new Convolution.WeightAdjoint(Conv2dGeometry.PLAIN, 1, 1),
                new MaxPool.Place(WINDOW), new MaxPool.Pick(WINDOW), new MaxPool.Put(WINDOW, 3, 3),
                new Indexing.Gather(0), new Indexing.ScatterAdd(0, 2),
                new Indexing.GatherElements(0), new Indexing.ScatterAddElements(0, 2),
                new Indexing.OneHot(2), new AlongAxis.CumulativeSum(0, false),
                new AlongAxis.CumulativeSum(0, true), new AlongAxis.ArgSort(0, false),
                new StopGradient(), new Barrier(0),
                new Custom("own", xs -> xs.getFirst(), (g, xs, y) -> List.of(g))));
        return all;
    }

    private static int arguments(Op op) {
        return switch (op) {
            case Leaf _ -> 0;
            case Binary _,MatMul _,Convolution _,Indexing _ -> 2;
            case Where _ -> 3;
            case MaxPool pool -> pool instanceof MaxPool.Place ? 1 : 2;
            default -> 1;
        };
    }

    private static Document parse(String mathMl) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(mathMl)));
    }

    @Test
    void everyPrimitiveIsHere() {
        Set<Class<?>> kinds = new HashSet<>();
        collect(Op.class, kinds);
        Set<Class<?>> here = all().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(kinds, here);
    }

    private static void collect(Class<?> type, Set<Class<?>> kinds) {
        if (type.isSealed()) {
            for (Class<?> sub : type.getPermittedSubclasses()) {
                collect(sub, kinds);
            }
        } else {
            kinds.add(type);
        }
    }

    @Test
    void everyRuleHasAFormulaForEachArgumentThatHasADerivative() throws Exception {
        for (Op op : all()) {
            Rule rule = DerivativeRules.of(op);
            int derivatives = 0;
            for (int i = 0; i < arguments(op); i++) {
                derivatives += op.differentiable(i) ? 1 : 0;
            }
            assertEquals(derivatives, rule.adjoints().size(), op::toString);
            assertTrue(derivatives > 0 || op instanceof Leaf || !rule.remark().isEmpty(),
                    op::toString);
            parse(MathMl.of(rule.value()));
            for (String adjoint : rule.adjoints()) {
                Document formula = parse(MathMl.of(adjoint));
                assertTrue(formula.getElementsByTagName("mover").getLength() >= 2, adjoint);
            }
        }
    }

    /** Browsers show elements of a wrong number of children as an error. */
    @Test
    void elementsHaveTheChildrenTheyNeed() throws Exception {
        for (Op op : all()) {
            Rule rule = DerivativeRules.of(op);
            List<String> formulas = new ArrayList<>(rule.adjoints());
            formulas.add(rule.value());
            for (String formula : formulas) {
                Document document = parse(MathMl.of(formula));
                for (String two : List.of("mfrac", "msup", "msub", "mover", "munder")) {
                    requireChildren(document, two, 2, formula);
                }
                requireChildren(document, "msubsup", 3, formula);
                requireChildren(document, "munderover", 3, formula);
            }
        }
    }

    private static void requireChildren(Document document, String name, int count,
            String formula) {
        for (int i = 0; i < document.getElementsByTagName(name).getLength(); i++) {
            Element element = (Element) document.getElementsByTagName(name).item(i);
            assertEquals(count, element.getChildNodes().getLength(), name + " of " + formula);
        }
    }

    @Test
    void aFormulaIsWrittenAsMathMl() {
        assertEquals(
                "<math><mover accent=\"true\"><mi>x</mi><mo>¯</mo></mover><mo>=</mo><mfrac><mrow>"
                        + "<mn>2</mn><mover accent=\"true\"><mi>y</mi><mo>¯</mo></mover></mrow>"
                        + "<mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></mfrac></math>",
                MathMl.of("\\bar x = \\frac{2 \\bar y}{x^2}"));
        assertEquals("<math><msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup></math>",
                MathMl.of("a^2_i"));
    }

    @Test
    void whatIsNoFormulaIsSaid() {
        assertEquals("formula: unknown command \\frc in \\frc{1}{2}",
                assertThrows(IllegalArgumentException.class, () -> MathMl.of("\\frc{1}{2}"))
                        .getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> MathMl.of("{a"))
                .getMessage().contains("'}' is missing"));
        assertFalse(MathMl.of("a < b").contains("< b"));
    }
}
