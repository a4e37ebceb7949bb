package course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The code of every chapter compiles, runs, and prints what stands beneath it. */
class CourseTest {
    private static final int CHAPTERS = 10;

    private static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../docs/course"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.md"))
                    .sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> theCodePrintsWhatThePageSays() throws IOException {
        List<Path> chapters = chapters();
        assertEquals(CHAPTERS, chapters.size());
        return chapters.stream().map(chapter -> dynamicTest(
                chapter.getFileName().toString(), () -> check(chapter, Page.of(chapter).run())));
    }

    @TestFactory
    Stream<DynamicTest> solutionsPrintWhatTheySay() throws IOException {
        return chapters().stream().map(chapter -> {
            String number = chapter.getFileName().toString().substring(0, 2);
            Path solution = chapter.resolveSibling("solutions/" + number + ".md");
            return dynamicTest(
                    "solutions " + number,
                    () -> check(solution, Page.of(solution).runAfter(Page.of(chapter))));
        });
    }

    private static void check(Path page, List<Page.Result> results) {
        results.forEach(result -> assertEquals(
                result.told(), result.printed(), () -> page + ", block at line " + result.line()));
    }
}
