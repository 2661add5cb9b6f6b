// Command independent verifies a log, or a receipt from one, with the Go project's own transparency log packages.
// Nobody who wrote Parvis wrote those, so a mistake about the format would have to be made twice to go unseen.
//
//	independent log FOLDER VKEY
//	independent receipt FILE VKEY
//
// Exit codes: 0 it holds, 1 it does not (with the reason), 2 it was called wrongly.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	checks := map[string]func(string, string) error{"log": checkLog, "receipt": checkReceipt}
	if len(os.Args) != 4 || checks[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: independent log FOLDER VKEY | independent receipt FILE VKEY")
		os.Exit(2)
	}
	if err := checks[os.Args[1]](os.Args[2], os.Args[3]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ok")
}

func checkLog(folder, vkey string) error {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := opened(signed, vkey)
	if err != nil {
		return err
	}
	hashes, err := checkEntries(folder, tree)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the entries lead to the root %v, signed was %v", root, tree.Hash)
	}
	for _, tile := range tlog.NewTiles(height, 0, tree.N) {
		last := int(tree.N >> (height * tile.L) & (1<<height - 1))
		if tile.W != 1<<height && tile.W != last {
			continue // a width that only smaller trees had
		}
		want, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(folder, tilePath(tile)))
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("%s is not what the entries make it", tilePath(tile))
		}
	}
	return nil
}

// checkEntries compares each entry with its hash in the tiles, which are authenticated against the signed root as they
// are read, and answers the hashes of the tree derived from the entries alone.
func checkEntries(folder string, tree tlog.Tree) (tlog.HashReader, error) {
	published := tlog.TileHashReader(tree, tiles(folder))
	var derived stored
	for start := int64(0); start < tree.N; start += 1 << height {
		width := tree.N - start
		if width > 1<<height {
			width = 1 << height
		}
		entries, err := bundle(folder, start>>height, int(width))
		if err != nil {
			return nil, err
		}
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, start+int64(i))
		}
		hashes, err := published.ReadHashes(indexes)
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != hashes[i] {
				return nil, fmt.Errorf("entry %d does not have its hash", start+int64(i))
			}
			more, err := tlog.StoredHashes(start+int64(i), entry, derived)
			if err != nil {
				return nil, err
			}
			derived = append(derived, more...)
		}
	}
	return derived, nil
}

func checkReceipt(file, vkey string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(content), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a receipt")
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := opened([]byte(signed), vkey)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// opened answers what a checkpoint says, once the key is seen to have signed it and to be the key of its origin.
func opened(signed []byte, vkey string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func bundle(folder string, number int64, width int) ([][]byte, error) {
	path := tilePath(tlog.Tile{H: height, L: -1, N: number, W: width})
	data, err := os.ReadFile(filepath.Join(folder, path))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s ends within an entry", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("%s has %d entries, not %d", path, len(entries), width)
	}
	return entries, nil
}

// tilePath answers where C2SP tlog-tiles puts what Go's checksum database has at tile/8/<level> and tile/8/data.
func tilePath(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(path, "data/", "entries/", 1)
}

// stored keeps the hashes of a tree in the order in which package tlog stores them.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

type tiles string

func (folder tiles) Height() int { return height }

func (folder tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		read, err := os.ReadFile(filepath.Join(string(folder), tilePath(tile)))
		if err != nil {
			return nil, err
		}
		data[i] = read
	}
	return data, nil
}

func (folder tiles) SaveTiles([]tlog.Tile, [][]byte) {}
