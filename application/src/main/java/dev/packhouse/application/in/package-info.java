/** What the application offers: the only thing a driving adapter calls. */
package dev.packhouse.application.in;
