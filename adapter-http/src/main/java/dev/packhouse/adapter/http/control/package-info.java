/** The control of a server by tests: its state, its clock, its faults, and the requests that it has received. */
package dev.packhouse.adapter.http.control;
