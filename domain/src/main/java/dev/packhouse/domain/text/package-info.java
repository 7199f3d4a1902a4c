/** The rules that apply to all names, and patterns for names. */
package dev.packhouse.domain.text;
