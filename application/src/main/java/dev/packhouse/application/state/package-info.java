/** The content of a backend as a document: accounts, roles, and published packages. */
package dev.packhouse.application.state;
