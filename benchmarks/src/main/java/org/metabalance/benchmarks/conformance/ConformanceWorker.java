package org.metabalance.benchmarks.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.metabalance.engine.kernel.Kernels;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request a line, in JSON, and answers each with a line: the arrays that it comes to, or {@code
 * {"refused": TEXT}} with what the library said. The first line it writes names the kernels. Requests need not
 * wait for answers: they are answered in their order, with their {@code id}.
 */
public final class ConformanceWorker {
    private ConformanceWorker() {}

    /** Answers until the end of the input. */
    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        BufferedReader in = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever else is printed is no answer
        out.println(json.createObjectNode().put("kernels", Kernels.current().toString())
                .put("java", Runtime.version().toString()));
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(json, json.readTree(line)));
            if (!in.ready()) {
                out.flush();
            }
        }
    }

    /** Returns the answer to one request. */
    static ObjectNode answer(ObjectMapper json, JsonNode request) {
        ObjectNode answer;
        try {
            answer = Evaluation.of(request);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // what users are told; the line of their code is of this worker here
            answer = json.createObjectNode().put("refused",
                    String.valueOf(e.getMessage()).replaceAll(" \\(?at [\\w.$/]+\\.java:\\d+\\)?.*",
                            ""));
        } catch (RuntimeException | StackOverflowError e) {
            e.printStackTrace();
            answer = json.createObjectNode().put("failed", e.toString());
        }
        return answer.put("id", request.path("id").asInt());
    }
}
