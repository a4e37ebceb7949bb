/**
 * Mathematics as browsers show it: {@link org.metabalance.app.explorer.notation.DerivativeRules} has the value
 * and the derivative of every primitive in the language of TeX, {@link
 * org.metabalance.app.explorer.notation.MathMl} turns the little of that language that is needed into MathML.
 */
package org.metabalance.app.explorer.notation;
