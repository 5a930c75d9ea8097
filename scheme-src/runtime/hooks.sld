;;; Hooks: the procedures that compiled code calls by itself, gathered from the libraries where they live. The rows of
;;; machine/primitives.scm and its hook table say when each is called.
(define-library (runtime hooks)
  (export type-error range-error index-error arity-error operator-error unassigned-error values-error
          eqv-slow
          generic+ generic- generic* generic= generic< generic> generic<= generic>=
          n-ary+ n-ary- n-ary* n-ary= n-ary< n-ary> n-ary<= n-ary>=
          generic-quotient generic-remainder generic-modulo generic-zero? generic-positive? generic-negative?
          n-ary-char=? n-ary-char<? n-ary-char>? n-ary-char<=? n-ary-char>=?
          list->vector-of make-vector-checked make-vector-optional string-set-wide!
          make-descriptor apply-n values-n)
  (import (runtime errors) (runtime equality) (runtime arithmetic) (runtime characters) (runtime vectors) (runtime strings)
          (runtime records) (runtime lists) (runtime control)))
