;;; SRFI 69: basic hash tables. Deviations: none. Tables by eq?, eqv?, equal? and string=? do not call the hash function given.
(define-library (srfi 69)
  (export make-hash-table (rename keyed-table? hash-table?) alist->hash-table hash-table-equivalence-function
          hash-table-hash-function hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete!
          hash-table-exists? hash-table-update! hash-table-update!/default hash-table-size hash-table-keys
          hash-table-values hash-table-walk hash-table-fold hash-table->alist hash-table-copy hash-table-merge!
          hash string-hash string-ci-hash hash-by-identity)
  (import (scheme base) (scheme case-lambda) (scheme char)
          (rename (only (suo hash-table) equal-hash string-hash) (string-hash full-string-hash))
          (suo keyed-table))
  (begin
    (define largest 268435456)

    ;; Hash functions take the key and a bound.
    ;; (make-hash-table [same? [hash]]) -> an empty table; equal? when not given
    (define make-hash-table
      (case-lambda
        (() (make-keyed-table equal? hash))
        ((same?) (make-keyed-table same? (hash-for same?)))
        ((same? hash . more) (make-keyed-table same? (lambda (key) (hash key largest))))))

    (define (hash-for same?)
      (cond ((eq? same? string=?) string-hash)
            ((eq? same? string-ci=?) string-ci-hash)
            ((eq? same? =) (lambda (number) (hash (if (exact? number) number (exact-when-possible number)))))
            (else hash)))

    ;; Numbers that are = hash alike.
    (define (exact-when-possible number)
      (if (rational? number) (exact number) number))

    ;; (alist->hash-table list [same? [hash]]) -> table; the first pair of a key counts
    (define (alist->hash-table alist . arguments)
      (let ((table (apply make-hash-table arguments)))
        (for-each (lambda (entry)
                    (unless (keyed-table-contains? table (car entry))
                      (keyed-table-set! table (car entry) (cdr entry))))
                  alist)
        table))

    (define (hash-table-equivalence-function table) (keyed-table-same? table))
    (define (hash-table-hash-function table) (keyed-table-hash table))

    ;; (hash-table-ref table key [thunk]) -> the value, or (thunk) when the key is not there; without it an error. O(1) on
    ;; average, as the operations on one key.
    (define hash-table-ref
      (case-lambda
        ((table key) (hash-table-ref table key (lambda () (error "hash-table-ref: no such key" key))))
        ((table key failure) (keyed-table-ref table key failure #f))))

    (define (hash-table-ref/default table key default) (keyed-table-ref/default table key default))
    (define (hash-table-set! table key value) (keyed-table-set! table key value))
    (define (hash-table-delete! table key) (keyed-table-delete! table key))
    (define (hash-table-exists? table key) (keyed-table-contains? table key))

    ;; (hash-table-update! table key procedure [thunk]): the value becomes (procedure value); (thunk) stands for a value that is
    ;; not there
    (define (hash-table-update! table key procedure . failure)
      (keyed-table-set! table key (procedure (apply hash-table-ref table key failure))))

    (define (hash-table-update!/default table key procedure default)
      (keyed-table-set! table key (procedure (keyed-table-ref/default table key default))))

    (define (hash-table-size table) (keyed-table-count table))
    (define (hash-table-keys table) (keyed-table-fold table (lambda (key value list) (cons key list)) '()))
    (define (hash-table-values table) (keyed-table-fold table (lambda (key value list) (cons value list)) '()))
    (define (hash-table->alist table)
      (keyed-table-fold table (lambda (key value list) (cons (cons key value) list)) '()))
    ;; (hash-table-walk table procedure): calls with each key and value
    (define (hash-table-walk table procedure) (keyed-table-walk table procedure))
    ;; (hash-table-fold table combine seed) -> (combine key value result) over the entries
    (define (hash-table-fold table combine seed) (keyed-table-fold table combine seed))
    ;; (hash-table-copy table) -> a table of the same entries
    (define (hash-table-copy table) (keyed-table-copy table #t))

    ;; (hash-table-merge! table other) -> the table with the entries of the other whose keys were not there
    (define (hash-table-merge! table other)
      (keyed-table-walk other (lambda (key value) (keyed-table-set! table key value)))
      table)

    ;;; Hash functions, with an optional bound

    (define (bounded hash bound)
      (if (null? bound) hash (modulo hash (car bound))))

    ;; (hash object [bound]) -> a number from 0 up to the bound; string-hash and string-ci-hash of strings, hash-by-identity by
    ;; eq?
    (define (hash object . bound) (bounded (equal-hash object) bound))
    (define (string-hash string . bound) (bounded (full-string-hash string) bound))
    (define (string-ci-hash string . bound) (bounded (full-string-hash (string-foldcase string)) bound))

    ;; Objects that are eq? are equal?. The hash of one that changes must not: only what has no parts counts.
    (define (hash-by-identity object . bound)
      (bounded (if (or (pair? object) (vector? object) (string? object) (bytevector? object)) 1 (equal-hash object)) bound))))
