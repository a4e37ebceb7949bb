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

/** The code of every chapter and of its solutions compiles, runs, and prints what stands beneath it. */
class CourseTest {
    private static final int CHAPTERS = 10;

    private static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../docs/course"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.md"))
                    .sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> chaptersAndSolutionsPrintWhatTheySay() throws IOException {
        List<Path> chapters = chapters();
        assertEquals(CHAPTERS, chapters.size());
        return chapters.stream().map(chapter -> {
            String name = chapter.getFileName().toString();
            Path solutions = chapter.resolveSibling("solutions/" + name.substring(0, 2) + ".md");
            return dynamicTest(name, () -> Page.run(chapter, solutions).forEach(
                    result -> assertEquals(
                            result.told(), result.printed(),
                            () -> result.file() + ", block at line " + result.line())));
        });
    }
}
