/** How a comparison divides what it learns from: by seeds, folds, time or groups; its options, and its words. */
package org.metabalance.app.divide;
