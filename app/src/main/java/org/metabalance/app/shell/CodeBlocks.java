package org.metabalance.app.shell;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The code of a page in Markdown. */
public final class CodeBlocks {
    private static final String JAVA = "java";

    private CodeBlocks() {}

    /**
     * A fenced block.
     *
     * @param language what stands behind the opening fence; may be empty
     * @param text the lines within, each ended by a line feed
     * @param line of the page on which the fence opens, from 1
     */
    public record Block(String language, String text, int line) {}

    /** Returns all fenced blocks, in order. */
    public static List<Block> of(String page) {
        List<Block> blocks = new ArrayList<>();
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(page)
                .accept(new AbstractVisitor() {
                    @Override
                    public void visit(FencedCodeBlock block) {
                        blocks.add(new Block(
                                block.getInfo(), block.getLiteral(),
                                block.getSourceSpans().getFirst().getLineIndex() + 1));
                    }
                });
        return List.copyOf(blocks);
    }

    /** Returns the Java of a page, all its blocks one after the other. */
    public static String java(String page) {
        StringBuilder code = new StringBuilder();
        of(page).stream().filter(block -> block.language().equals(JAVA))
                .forEach(block -> code.append(block.text()).append('\n'));
        return code.toString();
    }
}
