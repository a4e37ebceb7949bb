package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.metabalance.engine.NdArray;
import org.metabalance.engine.Program;
import org.metabalance.engine.Tape;
import org.metabalance.engine.Tensor;

/** What users read whose program is given the wrong things, or is run wrongly. */
class RunMistakesTest {
    private static final String LINE = " \\(recorded at RunMistakesTest\\.java:\\d+\\)";

    private final Tape tape = Tape.f64();

    private static void fails(Class<? extends Throwable> kind, String message, Executable call) {
        String got = assertThrows(kind, call).getMessage();
        assertTrue(got.matches(message), got);
    }

    @Test
    void inputsAreKnownByName() {
        Tensor x = tape.input("x", 2);
        fails(IllegalArgumentException.class,
                "input: the name must be new on the tape, got 'x' again" + LINE,
                () -> tape.input("x"));
        Program program = tape.compile(x.exp());
        fails(IllegalArgumentException.class, "input: the program needs \\[x\\], got 'y'",
                () -> program.set("y", 1.0));
        fails(IllegalArgumentException.class,
                "set: the input 'x' needs \\[2\\], got 3 elements",
                () -> program.set("x", 1.0, 2.0, 3.0));
        fails(IllegalArgumentException.class,
                "set: the input 'x' needs \\[2\\], got \\[1, 2\\]",
                () -> program.set("x", NdArray.of(new double[2], 1, 2)));
    }

    @Test
    void anInputThatWasNeverSetIsNotZero() {
        Tensor z = tape.input("x", 2).add(tape.input("y", 2)).mul(tape.input("z", 2));
        Program program = tape.compile(z).set("y", 1, 2);
        fails(IllegalStateException.class,
                "run: the inputs \\[x, z\\] were never set: use set or fill what input returns",
                program::run);
        program.input("x").set(0, 3);
        program.set("z", 1, 1).run();
        assertEquals(4, program.output(0).get(0));
        program.run();
        assertEquals(4, program.output(0).get(0), "what was set stays");
    }

    @Test
    void aProgramIsRunByOneThreadAtATime() throws InterruptedException {
        Program program = tape.compile(tape.input("x", 2000).exp().sin());
        program.set("x", new double[2000]);
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Runnable runs = () -> {
            try {
                while (refused.get() == null) {
                    program.run();
                }
            } catch (IllegalStateException e) {
                refused.compareAndSet(null, e);
            }
        };
        Thread other = new Thread(runs);
        other.start();
        runs.run();
        other.join();
        assertEquals("run: the program is running in another thread: compile one for each thread",
                refused.get().getMessage());
        program.run();
        assertEquals(Math.sin(1), program.output(0).get(0), 1e-15, "the program still works");
    }

    @Test
    void indicesOutOfRangeAreFoundInTheRun() {
        Tensor i = tape.input("i", 2);
        Program gather = tape.compile(tape.ones(3, 2).exp().gather(0, i));
        Program scatter = tape.compile(tape.ones(2).exp().scatterAdd(0, i, 3));
        Program oneHot = tape.compile(i.oneHot(3));
        String rule = ": an index must be an integer in \\[0, 3\\), got ";
        for (double wrong : new double[] {-1, 3, 0.5, Double.NaN, 1e12}) {
            String got = Pattern.quote(Double.toString(wrong)) + LINE;
            gather.set("i", 0, wrong);
            fails(IndexOutOfBoundsException.class, "gather" + rule + got, gather::run);
            scatter.set("i", 0, wrong);
            fails(IndexOutOfBoundsException.class, "scatterAdd" + rule + got, scatter::run);
            oneHot.set("i", 0, wrong);
            fails(IndexOutOfBoundsException.class, "oneHot" + rule + got, oneHot::run);
        }
        gather.set("i", 0, 2).run();
        assertEquals(Math.E, gather.output(0).get(3), 1e-15, "the program still works");
    }

    @Test
    void whatIsRequiredOfDataIsCheckedWhereItIsKnown() {
        Tensor rows = tape.input("rows", 1);
        Tensor constant = tape.constant(new double[] {0, 1, -1, 1});
        fails(IllegalArgumentException.class,
                "bce: labels must be between 0.0 and 1.0, got -1.0 at 2" + LINE,
                () -> tape.require(constant.gather(0, rows), 0, 1, "bce: labels"));
        Tensor labels = tape.input("y", 3);
        tape.require(labels.reshape(3, 1), 0, 1, "bce: labels");
        tape.require(labels.mul(2), 2, 3, "what is computed is not asked");
        Program program = tape.compile(labels.sum());
        program.set("y", 0, .5, 1).run();
        for (double wrong : new double[] {2, Double.NaN}) {
            program.set("y", 0, wrong, 1);
            fails(IllegalArgumentException.class,
                    "bce: labels must be between 0.0 and 1.0, got " + wrong + " at 1 of 'y'" + LINE,
                    program::run);
        }
    }
}
