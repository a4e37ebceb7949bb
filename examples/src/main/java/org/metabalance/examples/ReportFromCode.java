package org.metabalance.examples;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.metabalance.app.Cli;
import org.metabalance.app.console.Terminal;
import org.metabalance.engine.Rng;

/** The whole command from code: rows become a file, a comparison, and a page to hand on. */
final class ReportFromCode {
    private ReportFromCode() {}

    static void main() throws IOException {
        Path folder = Files.createTempDirectory("report");
        StringBuilder csv = new StringBuilder("amount,hour,fraud\n");
        for (int i = 0; i < 300; i++) {
            boolean fraud = Rng.of(1).uniform(i) < .1;
            csv.append(String.format(ROOT, "%.2f,%d,%s%n",
                    Math.exp(Rng.of(2).normal(i) + (fraud ? 1.5 : 0)), Rng.of(3).below(i, 24),
                    fraud ? "yes" : "no"));
        }
        Path data = Files.writeString(folder.resolve("payments.csv"), csv);

        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out), new PrintWriter(err), false, false, 80);
        int code = Cli.run(
                terminal, "compare", "--data", data.toString(), "--label", "fraud", "--methods",
                "plain,oversampling", "--seeds", "2", "--epochs", "10", "--out",
                folder.resolve("out").toString());
        System.out.println("exit code " + code);
        out.toString().lines().dropWhile(line -> !line.startsWith("Against plain"))
                .takeWhile(line -> !line.startsWith("p:")).forEach(System.out::println);
        System.out.println("report.html: "
                + (Files.size(folder.resolve("out/report.html")) > 100_000 ? "there" : "missing"));
    }
}
