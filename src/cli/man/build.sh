#!/bin/sh
# Make the manual pages from the program's own table: build.sh PROGRAM SCDOC FOLDER
set -eu
program=$1
scdoc=$2
folder=$3
mkdir -p "$folder.partial"
rm -f "$folder.partial"/*
# scdoc dates the page: the date of the source, when it is known, so that a build can be repeated.
"$program" __man | while read -r page; do
	"$program" __man "$page" | "$scdoc" >"$folder.partial/$page.1"
done
rm -rf "$folder"
mv "$folder.partial" "$folder"
