;;; Tables: mutable maps from symbols, exact integers or strings to anything, iterated in the order of insertion.
;;;
;;; R7RS has no hash tables, and those of the hosts differ in iteration order, which would make the compiler's output depend
;;; on its host. These depend on nothing: the hash of a symbol is computed from its spelling, that of an integer from its
;;; value, and iteration follows the order in which keys were first entered.
;;;
;;;   table    buckets: vector of lists of entries; order: all entries, last one first; count; dead: entries deleted but
;;;            still in `order`; kind: symbol, integer or string
;;;   entry    (key . value), shared by its bucket and `order`, so setting a value costs one set-cdr!
;;;
;;; Look-up and insertion take constant time, deletion too (a deleted entry's key becomes a mark that iteration skips).
;;; For a kind K of symbol, integer, string, as far as the compiler has a use for it:
;;;
;;;   (make-K-table)                          (K-table-ref table key default)        (K-table-set! table key value)
;;;   (K-table-contains? table key)           (K-table-update! table key procedure default)
;;;   (K-table-delete! table key)             (K-table-keys table)
;;;
;;; and for tables of every kind:
;;;
;;;   (table-count table)   (table-keys table)   (table->list table) -> list of (key . value)
(define-library (base table)
  (export make-symbol-table symbol-table-ref symbol-table-set! symbol-table-contains?
          symbol-table-delete! symbol-table-keys
          make-integer-table integer-table-ref integer-table-set! integer-table-update!
          make-string-table string-table-ref string-table-set! string-table-contains?
          string-table-delete! string-table-keys
          table-count table-keys table->list)
  (import (scheme base))
  (begin
    (define-record-type table
      (make-table kind buckets order count dead)
      table?
      (kind table-kind)
      (buckets table-buckets table-buckets-set!)
      (order table-order table-order-set!)
      (count table-count table-count-set!)
      (dead table-dead table-dead-set!))

    (define (make-symbol-table) (make-table 'symbol (make-vector 15 '()) '() 0 0))
    (define (make-integer-table) (make-table 'integer (make-vector 15 '()) '() 0 0))
    (define (make-string-table) (make-table 'string (make-vector 15 '()) '() 0 0))

    ;; The key of a deleted entry: no user's key is eq? to it.
    (define deleted-mark (list 'deleted))

    ;;; Hashes. The number of buckets is always 2^k-1, so that all bits of an integer count in the remainder.

    ;; Cheap and good enough for identifiers: length, first, middle and last two characters.
    (define (symbol-bucket-index symbol size)
      (let* ((name (symbol->string symbol))
             (length (string-length name)))
        (if (< length 3)
            (if (= length 0)
                0
                (remainder (+ (* 131 (char->integer (string-ref name 0)))
                              (char->integer (string-ref name (- length 1))))
                           size))
            (remainder (+ (* 8191 (char->integer (string-ref name (- length 1))))
                          (* 613 (char->integer (string-ref name (- length 2))))
                          (* 127 (char->integer (string-ref name (quotient length 2))))
                          (* 31 (char->integer (string-ref name 0)))
                          length)
                       size))))

    (define (integer-bucket-index integer size) (modulo integer size))

    (define (string-bucket-index string size)
      (let ((length (string-length string)))
        (let loop ((index 0) (hash length))
          (if (= index length)
              (remainder hash size)
              (loop (+ index 1)
                    (remainder (+ (* 31 hash) (char->integer (string-ref string index))) 16777213))))))

    (define (bucket-index table key size)
      (let ((kind (table-kind table)))
        (cond ((eq? kind 'symbol) (symbol-bucket-index key size))
              ((eq? kind 'integer) (integer-bucket-index key size))
              (else (string-bucket-index key size)))))

    ;;; Entries: found, or #f.

    (define (symbol-entry table key)
      (let ((buckets (table-buckets table)))
        (assq key (vector-ref buckets (symbol-bucket-index key (vector-length buckets))))))

    (define (integer-entry table key)
      (let ((buckets (table-buckets table)))
        (assv key (vector-ref buckets (integer-bucket-index key (vector-length buckets))))))

    (define (string-entry table key)
      (let ((buckets (table-buckets table)))
        (let loop ((bucket (vector-ref buckets (string-bucket-index key (vector-length buckets)))))
          (cond ((null? bucket) #f)
                ((string=? (car (car bucket)) key) (car bucket))
                (else (loop (cdr bucket)))))))

    ;; Enter a key that is absent.
    (define (enter! table key value)
      (when (> (table-count table) (* 2 (vector-length (table-buckets table))))
        (grow! table))
      (let ((entry (cons key value)))
        (table-order-set! table (cons entry (table-order table)))
        (table-count-set! table (+ (table-count table) 1))
        (put-in-bucket! table (table-buckets table) entry)))

    (define (put-in-bucket! table buckets entry)
      (let ((index (bucket-index table (car entry) (vector-length buckets))))
        (vector-set! buckets index (cons entry (vector-ref buckets index)))))

    (define (grow! table)
      (let ((buckets (make-vector (+ 1 (* 2 (+ 1 (* 2 (vector-length (table-buckets table)))))) '())))
        (for-each (lambda (entry)
                    (unless (eq? (car entry) deleted-mark)
                      (put-in-bucket! table buckets entry)))
                  (table-order table))
        (table-buckets-set! table buckets)))

    (define (set-entry! table key value entry)
      (if entry
          (set-cdr! entry value)
          (enter! table key value)))

    (define (delete-entry! table key entry)
      (when entry
        (let* ((buckets (table-buckets table))
               (index (bucket-index table key (vector-length buckets))))
          (vector-set! buckets index (without-entry entry (vector-ref buckets index)))
          (set-car! entry deleted-mark)
          (set-cdr! entry #f)
          (table-count-set! table (- (table-count table) 1))
          (table-dead-set! table (+ (table-dead table) 1))
          (when (> (table-dead table) (+ 16 (table-count table)))
            (table-order-set! table (reverse (live-entries table)))
            (table-dead-set! table 0)))))

    (define (without-entry entry bucket)
      (if (eq? entry (car bucket))
          (cdr bucket)
          (cons (car bucket) (without-entry entry (cdr bucket)))))

    ;; The living entries, first one first.
    (define (live-entries table)
      (let loop ((order (table-order table)) (entries '()))
        (cond ((null? order) entries)
              ((eq? (car (car order)) deleted-mark) (loop (cdr order) entries))
              (else (loop (cdr order) (cons (car order) entries))))))

    ;;; Tables of every kind.

    (define (table-keys table) (map car (live-entries table)))
    (define (table->list table)
      (map (lambda (entry) (cons (car entry) (cdr entry))) (live-entries table)))

    ;;; Symbols.

    (define (symbol-table-ref table key default)
      (let ((entry (symbol-entry table key)))
        (if entry (cdr entry) default)))
    (define (symbol-table-contains? table key) (if (symbol-entry table key) #t #f))
    (define (symbol-table-set! table key value) (set-entry! table key value (symbol-entry table key)))
    (define (symbol-table-delete! table key) (delete-entry! table key (symbol-entry table key)))
    (define (symbol-table-keys table) (table-keys table))

    ;;; Exact integers.

    (define (integer-table-ref table key default)
      (let ((entry (integer-entry table key)))
        (if entry (cdr entry) default)))
    (define (integer-table-set! table key value) (set-entry! table key value (integer-entry table key)))
    (define (integer-table-update! table key procedure default)
      (let ((entry (integer-entry table key)))
        (set-entry! table key (procedure (if entry (cdr entry) default)) entry)))

    ;;; Strings; they must not be changed while they are keys.

    (define (string-table-ref table key default)
      (let ((entry (string-entry table key)))
        (if entry (cdr entry) default)))
    (define (string-table-contains? table key) (if (string-entry table key) #t #f))
    (define (string-table-set! table key value) (set-entry! table key value (string-entry table key)))
    (define (string-table-delete! table key) (delete-entry! table key (string-entry table key)))
    (define (string-table-keys table) (table-keys table))))
