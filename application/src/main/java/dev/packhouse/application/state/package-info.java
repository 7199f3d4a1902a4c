/** What a backend holds, as a document: who exists, who may do what, and what is published. */
package dev.packhouse.application.state;
