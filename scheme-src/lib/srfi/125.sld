;;; SRFI 125: hash tables, made with comparators of SRFI 128 or, as in SRFI 69, with an equivalence and a hash function.
;;; Deviations: none. The weakness arguments are ignored, as the text allows.
(define-library (srfi 125)
  (export make-hash-table hash-table hash-table-unfold alist->hash-table (rename keyed-table? hash-table?)
          hash-table-contains? (rename hash-table-contains? hash-table-exists?) hash-table-empty? hash-table=?
          (rename keyed-table-mutable? hash-table-mutable?) hash-table-ref hash-table-ref/default
          hash-table-set! hash-table-delete! hash-table-intern! hash-table-update! hash-table-update!/default
          hash-table-pop! hash-table-clear! hash-table-size hash-table-keys hash-table-values hash-table-entries
          hash-table-find hash-table-count hash-table-map hash-table-for-each hash-table-walk hash-table-map!
          hash-table-map->list hash-table-fold hash-table-prune! hash-table-copy hash-table-empty-copy hash-table->alist
          hash-table-union! (rename hash-table-union! hash-table-merge!) hash-table-intersection! hash-table-difference!
          hash-table-xor! hash string-hash string-ci-hash hash-by-identity hash-table-equivalence-function
          hash-table-hash-function)
  (import (scheme base) (scheme case-lambda) (suo keyed-table) (srfi 128)
          (only (srfi 69) hash hash-by-identity hash-table-equivalence-function hash-table-hash-function)
          (prefix (only (srfi 69) make-hash-table) basic-))
  (begin
    ;;; Constructors

    ;; (make-hash-table comparator argument ...), or an equivalence in place of the comparator and, when it is not a common one,
    ;; a hash function -> an empty table
    (define (make-hash-table first . more)
      (cond ((comparator? first)
             (make-keyed-table (comparator-equality-predicate first) (comparator-hash-function first)))
            ((and (pair? more) (procedure? (car more))) (make-keyed-table first (car more)))
            (else (basic-make-hash-table first))))

    ;; (hash-table comparator key value ...) -> immutable table; error: a key that is there twice
    (define (hash-table comparator . keys-and-values)
      (let ((table (make-hash-table comparator)))
        (let loop ((rest keys-and-values))
          (when (and (pair? rest) (pair? (cdr rest)))
            (when (keyed-table-contains? table (car rest)) (error "hash-table: a key is given twice" (car rest)))
            (keyed-table-set! table (car rest) (cadr rest))
            (loop (cddr rest))))
        (keyed-table-copy table #f)))

    (define (set-all! table keys-and-values)
      (unless (null? keys-and-values)
        (keyed-table-set! table (car keys-and-values) (cadr keys-and-values))
        (set-all! table (cddr keys-and-values))))

    ;; (hash-table-unfold stop? mapper successor seed comparator argument ...) -> table of the keys and values that (mapper
    ;; seed) gives
    (define (hash-table-unfold stop? mapper successor seed comparator . more)
      (let ((table (apply make-hash-table comparator more)))
        (let loop ((seed seed))
          (if (stop? seed)
              table
              (let-values (((key value) (mapper seed)))
                (keyed-table-set! table key value)
                (loop (successor seed)))))))

    ;; The first entry of a key counts.
    ;; (alist->hash-table list comparator argument ...) -> table; the first pair of a key counts
    (define (alist->hash-table alist . arguments)
      (let ((table (apply make-hash-table arguments)))
        (for-each (lambda (entry)
                    (unless (keyed-table-contains? table (car entry))
                      (keyed-table-set! table (car entry) (cdr entry))))
                  alist)
        table))

    ;;; Predicates and accessors

    (define (hash-table-contains? table key) (keyed-table-contains? table key))
    (define (hash-table-empty? table) (= 0 (keyed-table-count table)))

    ;; (hash-table=? value-comparator table other): the same keys with values that are the same?
    (define (hash-table=? comparator one other)
      (and (= (keyed-table-count one) (keyed-table-count other))
           (call-with-current-continuation
            (lambda (return)
              (keyed-table-walk one
                                (lambda (key value)
                                  (unless (=? comparator value (keyed-table-ref other key (lambda () (return #f)) #f))
                                    (return #f))))
              #t))))

    ;; (hash-table-ref table key [failure [success]]) -> (success value), or (failure) when the key is not there; without it an
    ;; error. O(1) on average, as the operations on one key.
    (define hash-table-ref
      (case-lambda
        ((table key) (keyed-table-ref table key (lambda () (error "hash-table-ref: no such key" key)) #f))
        ((table key failure) (keyed-table-ref table key failure #f))
        ((table key failure success) (keyed-table-ref table key failure success))))

    (define (hash-table-ref/default table key default) (keyed-table-ref/default table key default))

    ;;; Mutators

    ;; (hash-table-set! table key value ...)
    (define (hash-table-set! table . keys-and-values) (set-all! table keys-and-values))

    ;; -> how many were there
    ;; (hash-table-delete! table key ...) -> how many were there
    (define (hash-table-delete! table . keys)
      (let loop ((keys keys) (count 0))
        (if (null? keys)
            count
            (loop (cdr keys) (if (keyed-table-delete! table (car keys)) (+ count 1) count)))))

    ;; (hash-table-intern! table key failure) -> the value of the key, which is (failure) from now on when there was none
    (define (hash-table-intern! table key failure)
      (keyed-table-ref table key
                       (lambda ()
                         (let ((value (failure)))
                           (keyed-table-set! table key value)
                           value))
                       #f))

    ;; (hash-table-update! table key procedure [failure [success]]): the value becomes (procedure value)
    (define (hash-table-update! table key procedure . more)
      (keyed-table-set! table key (procedure (apply hash-table-ref table key more))))

    (define (hash-table-update!/default table key procedure default)
      (keyed-table-set! table key (procedure (keyed-table-ref/default table key default))))

    ;; (hash-table-pop! table) -> key and value of an entry, the newest, which is deleted: two values. An empty table is an
    ;; error.
    (define (hash-table-pop! table)
      (if (= 0 (keyed-table-count table))
          (error "hash-table-pop!: the table is empty" table)
          (keyed-table-pop! table)))

    (define (hash-table-clear! table) (keyed-table-clear! table))

    ;;; The whole table

    ;; (hash-table-size table) -> number of entries
    (define (hash-table-size table) (keyed-table-count table))
    (define (hash-table-keys table) (keyed-table-fold table (lambda (key value list) (cons key list)) '()))
    (define (hash-table-values table) (keyed-table-fold table (lambda (key value list) (cons value list)) '()))
    ;; (hash-table-entries table) -> lists of the keys and of the values in the same order: two values
    (define (hash-table-entries table) (values (hash-table-keys table) (hash-table-values table)))
    (define (hash-table->alist table)
      (keyed-table-fold table (lambda (key value list) (cons (cons key value) list)) '()))

    ;; (hash-table-find procedure table failure) -> the first true (procedure key value), or (failure)
    (define (hash-table-find procedure table failure)
      (call-with-current-continuation
       (lambda (return)
         (keyed-table-walk table
                           (lambda (key value)
                             (let ((answer (procedure key value)))
                               (when answer (return answer)))))
         (failure))))

    ;; Either order of the arguments.
    ;; (hash-table-count satisfied? table) -> of how many keys and values the predicate holds
    (define (hash-table-count one other)
      (if (keyed-table? one)
          (hash-table-count other one)
          (keyed-table-fold other (lambda (key value count) (if (one key value) (+ count 1) count)) 0)))

    ;; (hash-table-map procedure comparator table) -> table of the same keys with (procedure value)
    (define (hash-table-map procedure comparator table)
      (let ((result (make-hash-table comparator)))
        (keyed-table-walk table (lambda (key value) (keyed-table-set! result key (procedure value))))
        result))

    ;; (hash-table-for-each procedure table): calls with each key and value
    (define (hash-table-for-each procedure table)
      (if (keyed-table? procedure)
          (keyed-table-walk procedure table)
          (keyed-table-walk table procedure)))
    (define (hash-table-walk table procedure) (keyed-table-walk table procedure))

    ;; (hash-table-map! procedure table): each value becomes (procedure key value)
    (define (hash-table-map! procedure table)
      (for-each (lambda (entry) (keyed-table-set! table (car entry) (procedure (car entry) (cdr entry))))
                (hash-table->alist table)))

    ;; (hash-table-map->list procedure table) -> list of (procedure key value)
    (define (hash-table-map->list procedure table)
      (keyed-table-fold table (lambda (key value list) (cons (procedure key value) list)) '()))

    ;; (combine key value result); the order of SRFI 69, table first, too.
    ;; (hash-table-fold combine seed table) -> (combine key value result) over the entries
    (define (hash-table-fold combine seed table)
      (if (keyed-table? combine)
          (keyed-table-fold combine seed table)
          (keyed-table-fold table combine seed)))

    ;; (hash-table-prune! satisfied? table): deletes the entries of which (satisfied? key value) holds
    (define (hash-table-prune! procedure table)
      (for-each (lambda (entry)
                  (when (procedure (car entry) (cdr entry)) (keyed-table-delete! table (car entry))))
                (hash-table->alist table)))

    ;; (hash-table-copy table [mutable?]) -> a copy, immutable when not told
    (define hash-table-copy
      (case-lambda
        ((table) (keyed-table-copy table #f))
        ((table mutable?) (keyed-table-copy table mutable?))))

    ;; (hash-table-empty-copy table) -> a new table with the same equivalence
    (define (hash-table-empty-copy table)
      (make-keyed-table (keyed-table-same? table) (keyed-table-hash table)))

    ;;; Tables as sets: the first one is changed and returned.

    ;; (hash-table-union! table other) -> the table with the entries of the other whose keys were not there
    (define (hash-table-union! one other)
      (keyed-table-walk other
                        (lambda (key value)
                          (unless (keyed-table-contains? one key) (keyed-table-set! one key value))))
      one)

    ;; (hash-table-intersection! table other) -> the table with those keys only that are in both; -difference!: not in the
    ;; other; -xor!: in one of them
    (define (hash-table-intersection! one other)
      (hash-table-prune! (lambda (key value) (not (keyed-table-contains? other key))) one)
      one)

    (define (hash-table-difference! one other)
      (hash-table-prune! (lambda (key value) (keyed-table-contains? other key)) one)
      one)

    (define (hash-table-xor! one other)
      (for-each (lambda (entry)
                  (if (keyed-table-contains? one (car entry))
                      (keyed-table-delete! one (car entry))
                      (keyed-table-set! one (car entry) (cdr entry))))
                (hash-table->alist other))
      one)))
