/**
 * The state file: who exists, who may do what and what is published, as YAML or JSON. Read in one pass, with a line
 * number for everything that is wrong; written so that reading it again gives the same.
 */
package dev.packhouse.adapter.http.statefile;
