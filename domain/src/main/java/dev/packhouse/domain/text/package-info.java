/** The rules that apply to all names. */
package dev.packhouse.domain.text;
