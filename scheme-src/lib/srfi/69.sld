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

    (define (alist->hash-table alist . arguments)
      (let ((table (apply make-hash-table arguments)))
        (for-each (lambda (entry)
                    (unless (keyed-table-contains? table (car entry))
                      (keyed-table-set! table (car entry) (cdr entry))))
                  alist)
        table))

    (define (hash-table-equivalence-function table) (keyed-table-same? table))
    (define (hash-table-hash-function table) (keyed-table-hash table))

    (define hash-table-ref
      (case-lambda
        ((table key) (hash-table-ref table key (lambda () (error "hash-table-ref: no such key" key))))
        ((table key failure) (keyed-table-ref table key failure #f))))

    (define (hash-table-ref/default table key default) (keyed-table-ref/default table key default))
    (define (hash-table-set! table key value) (keyed-table-set! table key value))
    (define (hash-table-delete! table key) (keyed-table-delete! table key))
    (define (hash-table-exists? table key) (keyed-table-contains? table key))

    (define (hash-table-update! table key procedure . failure)
      (keyed-table-set! table key (procedure (apply hash-table-ref table key failure))))

    (define (hash-table-update!/default table key procedure default)
      (keyed-table-set! table key (procedure (keyed-table-ref/default table key default))))

    (define (hash-table-size table) (keyed-table-count table))
    (define (hash-table-keys table) (keyed-table-fold table (lambda (key value list) (cons key list)) '()))
    (define (hash-table-values table) (keyed-table-fold table (lambda (key value list) (cons value list)) '()))
    (define (hash-table->alist table)
      (keyed-table-fold table (lambda (key value list) (cons (cons key value) list)) '()))
    (define (hash-table-walk table procedure) (keyed-table-walk table procedure))
    (define (hash-table-fold table combine seed) (keyed-table-fold table combine seed))
    (define (hash-table-copy table) (keyed-table-copy table #t))

    (define (hash-table-merge! table other)
      (keyed-table-walk other (lambda (key value) (keyed-table-set! table key value)))
      table)

    ;;; Hash functions, with an optional bound

    (define (bounded hash bound)
      (if (null? bound) hash (modulo hash (car bound))))

    (define (hash object . bound) (bounded (equal-hash object) bound))
    (define (string-hash string . bound) (bounded (full-string-hash string) bound))
    (define (string-ci-hash string . bound) (bounded (full-string-hash (string-foldcase string)) bound))

    ;; Objects that are eq? are equal?. The hash of one that changes must not: only what has no parts counts.
    (define (hash-by-identity object . bound)
      (bounded (if (or (pair? object) (vector? object) (string? object) (bytevector? object)) 1 (equal-hash object)) bound))))
