package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metabalance.engine.Gradients;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;
import org.metabalance.engine.inspect.Finding;
import org.metabalance.engine.inspect.Inspect;
import org.metabalance.engine.inspect.NanWatch;

/** Names that users give to stretches of a tape, and where they come up again. */
class ScopeTest {
    private final Tape tape = Tape.f64();
    private final Tensor x = tape.input("x", 4);

    /** Two steps of one layer each, and a loss outside of both. */
    private Tensor loss() {
        Tensor first = step(1, x);
        Tensor second = step(2, first);
        return second.square().sum();
    }

    private Tensor step(int number, Tensor in) {
        return tape.scope("inner step " + number,
                () -> tape.scope("hidden", () -> in.sub(2).log()).mul(in).max(0).expand(4));
    }

    @Test
    void namesNestAndEnd() {
        Tensor hidden = tape.scope("step", () -> tape.scope("hidden", () -> x.exp()));
        assertEquals("step/hidden", hidden.scope());
        assertEquals("", x.exp().scope());
        assertEquals("", x.scope());
        assertThrows(IllegalStateException.class, () -> tape.scope("broken", () -> {
            throw new IllegalStateException();
        }));
        assertEquals("", x.exp().scope());
        assertThrows(IllegalArgumentException.class, () -> tape.scope(" ", () -> x.exp()));
    }

    @Test
    void aBodyMayReturnNothing() {
        int before = tape.nodes().size();
        tape.scope("output", () -> {
            x.exp();
        });
        tape.scope("method", this::recordSomething);
        assertEquals("output", tape.nodes().get(before).scope());
        assertEquals("method", tape.nodes().get(before + 1).scope());
    }

    private void recordSomething() {
        x.log();
    }

    @Test
    void whatAGradientAppendsIsInTheScopeOfWhatItIsTheAdjointOf() {
        Tensor loss = loss();
        int recorded = tape.nodes().size();
        tape.scope("outer", () -> Gradients.gradient(Gradients.gradient(loss, x).sum(), x));
        List<Tensor> appended = tape.nodes().subList(recorded, tape.nodes().size());
        assertTrue(appended.stream().anyMatch(t -> t.scope().equals("inner step 1/hidden")));
        assertTrue(appended.stream().anyMatch(t -> t.scope().equals("inner step 2")));
        for (Tensor t : appended) {
            int of = t.origin().adjointOf();
            assertEquals(of < 0 ? "outer" : tape.nodes().get(of).scope(), t.scope());
        }
    }

    @Test
    void whatIsRecordedAgainStaysInItsScope() {
        Tensor hidden = tape.scope("hidden", () -> x.exp().log1p());
        Tensor again = tape.substitute(List.of(hidden), Map.of(x, x.barrier())).get(0);
        assertEquals("hidden", again.scope());
    }

    @Test
    void errorsNameTheScope() {
        Tensor two = tape.input("two", 2);
        String said = " \\(recorded at ScopeTest\\.java:\\d+ in inner step 1/hidden\\)";
        for (Runnable wrong : List.<Runnable>of(
                () -> x.add(two), () -> x.scatterAdd(0, two, 3), () -> x.transpose())) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> tape.scope("inner step 1", () -> tape.scope("hidden", wrong)))
                    .getMessage();
            assertTrue(message.matches(".*" + said), message);
        }
        Tensor cut = tape.scope("inner step 1", () -> tape.scope("hidden", () -> x.sign())).sum();
        String message = assertThrows(IllegalArgumentException.class,
                () -> Gradients.gradient(cut, x)).getMessage();
        assertTrue(message.matches(".*it ends at sign" + said), message);
    }

    @Test
    void textsNameTheScope() {
        Tensor loss = loss();
        Program program = tape.compile(loss);
        assertTrue(Inspect.text(tape).contains(" in inner step 1/hidden"), Inspect.text(tape));
        assertTrue(Inspect.text(program).contains(" in inner step 1/hidden, inner step 1"),
                Inspect.text(program));
        StringBuilder trace = new StringBuilder();
        program.set("x", 3, 4, 5, 6d);
        Inspect.trace(program, trace);
        assertTrue(trace.toString().contains(" in inner step 2"), trace.toString());
    }

    @Test
    void theWatchNamesTheScopeOfTheOperationInsideTheChain() {
        Program program = tape.compile(loss());
        Finding finding = NanWatch.run(program.set("x", 3, 4, 1, 5d)).orElseThrow();
        assertEquals("inner step 1/hidden", finding.scope());
        assertTrue(finding.toString().matches(
                "(?s).*recorded at ScopeTest\\.java:\\d+ in inner step 1/hidden\n.*"),
                finding.toString());
    }

    @Test
    void namesDoNotChangeWhatIsComputed() {
        Program named = tape.compile(loss()).set("x", 3, 4, 5, 6d);
        Tape plain = Tape.f64();
        Tensor y = plain.input("x", 4);
        for (int i = 0; i < 2; i++) {
            y = y.sub(2).log().mul(y).max(0).expand(4);
        }
        Program unnamed = plain.compile(y.square().sum()).set("x", 3, 4, 5, 6d);
        named.run();
        unnamed.run();
        assertEquals(unnamed.output(0).item(), named.output(0).item());
        assertEquals(unnamed.instructions(), named.instructions());
        assertFalse(Inspect.text(unnamed).matches("(?s).*\\d in .*"));
    }
}
