/** What the command keeps beside the weights of a model. */
package org.metabalance.app.model;
