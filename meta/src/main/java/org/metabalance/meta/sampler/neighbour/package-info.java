/** Nearest neighbours in tables of numbers and categories, and clusters: what samplers look with. */
package org.metabalance.meta.sampler.neighbour;
