package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.Variable;
import org.metabalance.engine.inspect.Finding;
import org.metabalance.engine.inspect.Inspect;
import org.metabalance.engine.inspect.NanWatch;

/** What a user outside the library sees: the lines of the user's own code. */
class InspectLinesTest {
    private static final String FILE = "InspectLinesTest.java:";

    private final Tape tape = Tape.f64();
    private final Tensor x = tape.input("x", 4);
    private int logLine;
    private int sumLine;

    private static int line() {
        return StackWalker.getInstance().walk(frames -> frames.skip(1).findFirst().orElseThrow())
                .getLineNumber();
    }

    private Tensor loss() {
        Tensor shifted = x.sub(2);
        logLine = line() + 1;
        Tensor log = shifted.log();
        sumLine = line() + 1;
        return log.named("log").mul(x).sum();
    }

    @Test
    void aTapeShowsTheLineOfEveryNode() {
        loss();
        String text = Inspect.text(tape);
        assertTrue(lineWith(text, "log(").contains(FILE + logLine), text);
        assertTrue(lineWith(text, "sum(").contains(FILE + sumLine), text);
    }

    @Test
    void anAdjointShowsTheLineOfWhatItIsTheAdjointOf() {
        Gradients.gradient(loss(), x);
        String text = Inspect.text(tape);
        assertTrue(lineWith(text, " log\n").contains(FILE + logLine), text);
    }

    @Test
    void anInstructionShowsTheLinesOfAllItComputes() {
        Program program = tape.compile(loss());
        String text = Inspect.text(program);
        assertTrue(lineWith(text, "log = ").contains(FILE + (logLine - 2) + ", " + logLine), text);
        assertTrue(Inspect.dot(program).contains(FILE + sumLine));
        assertTrue(Inspect.html(program, "p").contains(FILE + sumLine));
    }

    @Test
    void theWatchNamesTheLineOfTheOperationInsideTheChain() {
        Program program = tape.compile(loss());
        program.set("x", 3, 4, 1, 5);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals(FILE + logLine, finding.line());
        assertEquals("log(-1) = NaN", finding.operation());
        assertTrue(finding.toString().contains("recorded at " + FILE + logLine),
                finding.toString());
    }

    @Test
    void theWatchNamesTheLineBehindAnAdjoint() {
        int here = line() + 1;
        Tensor log = x.log();
        Program program = tape.compile(Gradients.gradient(log.mul(tape.input("y", 4)).sum(), x));
        program.set("x", 1, 2, 0, 3).set("y", 1, 1, 0, 1);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals(FILE + here, finding.line());
        assertEquals("0 / 0 = NaN", finding.operation());
        assertEquals("adjoint of #1 log", finding.adjoint());
    }

    @Test
    void theWatchNamesTheLineOfTheProductThatOverflows() {
        Tensor a = tape.input("a", 2, 2);
        Tensor small = a.matmul(a);
        int here = line() + 1;
        Tensor large = a.mul(1e150).matmul(a);
        Program program = tape.compile(small.add(large));
        program.set("a", 1e150, 0, 0, 1e5);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals(FILE + here, finding.line());
        assertEquals(1, finding.result().infinite());
    }

    @Test
    void theWatchNamesTheLineOfAnUpdate() {
        Variable w = new Variable("w", NdArray.of(new double[] {1, 2, 3, 1e308}, 4));
        int here = line() + 1;
        tape.assign(w, tape.read(w).mul(x));
        Program program = tape.compile(x.sum());
        program.set("x", 10, 10, 10, 10);
        Finding finding = NanWatch.run(program).orElseThrow();
        assertEquals(FILE + here, finding.line());
        assertEquals("w'", finding.result().name());
    }

    private static String lineWith(String text, String part) {
        return (text + "\n").lines().map(line -> line + "\n").filter(line -> line.contains(part))
                .findFirst().orElse("");
    }
}
