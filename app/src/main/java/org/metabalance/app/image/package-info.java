/** What commands do with images alone: pictures of what is mistaken for what, predictions, inspection. */
package org.metabalance.app.image;
