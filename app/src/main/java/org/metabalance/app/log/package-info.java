/**
 * Trainings as other programs follow them: event files of TensorBoard. Unlike all else that is written, an event
 * file is appended to as training goes on: it is read meanwhile, and what is there is whole up to its last record.
 */
package org.metabalance.app.log;
