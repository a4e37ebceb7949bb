package org.metabalance.app.picture;

import java.awt.Graphics;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.metabalance.app.picture.Pen.Anchor;
import org.w3c.dom.Element;

/** Draws into an SVG document; what it writes stands where it belongs in the reader's font too. */
final class SvgGraphics extends SVGGraphics2D {
    /** Of all elements. */
    static final String NAMESPACE = "http://www.w3.org/2000/svg";

    SvgGraphics(SVGGeneratorContext context) {
        super(context, false);
    }

    private SvgGraphics(SvgGraphics other) {
        super(other);
    }

    @Override
    public Graphics create() {
        return new SvgGraphics(this);
    }

    /** Writes a text of which {@code anchor} is at (x, y). */
    void text(String text, double x, double y, Anchor anchor) {
        Element element = getDOMFactory()
                .createElementNS(NAMESPACE, "text");
        element.setAttributeNS(null, "x", generatorCtx.doubleString(x));
        element.setAttributeNS(null, "y", generatorCtx.doubleString(y));
        element.setAttributeNS(null, "text-anchor", anchor.svg());
        element.setTextContent(text);
        domGroupManager.addElement(element, DOMGroupManager.FILL);
    }
}
