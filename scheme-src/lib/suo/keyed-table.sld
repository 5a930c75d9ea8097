;;; (suo keyed-table): hash tables by any equivalence; under the tables of SRFI 69 and SRFI 125.
;;;
;;; A table by eq?, eqv?, equal? or string=? is a table of (suo hash-table), and the hash function given is not needed. By any
;;; other equivalence it is one from hash values to buckets, lists of the entries (key . value).
(define-library (suo keyed-table)
  (export make-keyed-table keyed-table? keyed-table-same? keyed-table-hash keyed-table-ref keyed-table-ref/default
          keyed-table-set! keyed-table-delete! keyed-table-pop! keyed-table-contains? keyed-table-count keyed-table-walk keyed-table-fold
          keyed-table-clear! keyed-table-copy keyed-table-mutable?)
  (import (scheme base) (scheme write) (suo hash-table) (only (suo runtime) write-records-with!))
  (begin
    (define-record-type keyed-table
      (make-table same? hash native? entries count mutable?)
      keyed-table?
      (same? keyed-table-same?)
      (hash keyed-table-hash)
      (native? table-native?)
      (entries table-entries)
      (count table-count set-table-count!)              ; of entries in buckets; not kept when native
      (mutable? keyed-table-mutable?))

    ;; hash: procedure of a key to an exact integer.
    (define (make-keyed-table same? hash)
      (let ((native (native-entries same?)))
        (make-table same? hash (if native #t #f) (or native (make-eqv-hash-table)) 0 #t)))

    (define (native-entries same?)
      (cond ((eq? same? equal?) (make-equal-hash-table))
            ((eq? same? eq?) (make-eq-hash-table))
            ((eq? same? eqv?) (make-eqv-hash-table))
            ((eq? same? string=?) (make-string-hash-table))
            (else #f)))

    (define (bucket table key)
      (hash-table-ref/default (table-entries table) ((keyed-table-hash table) key) '()))

    (define (entry table key) (find-entry (keyed-table-same? table) key (bucket table key)))

    (define (find-entry same? key bucket)
      (cond ((null? bucket) #f)
            ((same? key (car (car bucket))) (car bucket))
            (else (find-entry same? key (cdr bucket)))))

    ;; failure: thunk; success: procedure of the value, or #f.
    (define (keyed-table-ref table key failure success)
      (if (table-native? table)
          (hash-table-ref (table-entries table) key failure success)
          (let ((entry (entry table key)))
            (cond ((not entry) (failure))
                  (success (success (cdr entry)))
                  (else (cdr entry))))))

    (define (keyed-table-ref/default table key default)
      (if (table-native? table)
          (hash-table-ref/default (table-entries table) key default)
          (let ((entry (entry table key)))
            (if entry (cdr entry) default))))

    (define (keyed-table-contains? table key)
      (if (table-native? table)
          (hash-table-contains? (table-entries table) key)
          (if (entry table key) #t #f)))

    (define (check-mutable table)
      (unless (keyed-table-mutable? table) (error "this hash table is immutable" table)))

    (define (keyed-table-set! table key value)
      (check-mutable table)
      (if (table-native? table)
          (hash-table-set! (table-entries table) key value)
          (let* ((hash ((keyed-table-hash table) key))
                 (bucket (hash-table-ref/default (table-entries table) hash '()))
                 (entry (find-entry (keyed-table-same? table) key bucket)))
            (if entry
                (set-cdr! entry value)
                (begin
                  (hash-table-set! (table-entries table) hash (cons (cons key value) bucket))
                  (set-table-count! table (+ (table-count table) 1)))))))

    ;; -> was it there?
    (define (keyed-table-delete! table key)
      (check-mutable table)
      (if (table-native? table)
          (and (hash-table-contains? (table-entries table) key)
               (begin (hash-table-delete! (table-entries table) key) #t))
          (let* ((hash ((keyed-table-hash table) key))
                 (bucket (hash-table-ref/default (table-entries table) hash '()))
                 (entry (find-entry (keyed-table-same? table) key bucket)))
            (and entry
                 (let ((left (let loop ((rest bucket))
                               (if (eq? (car rest) entry) (cdr rest) (cons (car rest) (loop (cdr rest)))))))
                   (if (null? left)
                       (hash-table-delete! (table-entries table) hash)
                       (hash-table-set! (table-entries table) hash left))
                   (set-table-count! table (- (table-count table) 1))
                   #t)))))

    ;; -> key and value of an entry, which is deleted; the table is not empty
    (define (keyed-table-pop! table)
      (check-mutable table)
      (if (table-native? table)
          (hash-table-pop! (table-entries table))
          (let-values (((hash bucket) (hash-table-pop! (table-entries table))))
            (unless (null? (cdr bucket)) (hash-table-set! (table-entries table) hash (cdr bucket)))
            (set-table-count! table (- (table-count table) 1))
            (values (car (car bucket)) (cdr (car bucket))))))

    (define (keyed-table-count table)
      (if (table-native? table) (hash-table-count (table-entries table)) (table-count table)))

    (define (keyed-table-walk table procedure)
      (if (table-native? table)
          (hash-table-walk (table-entries table) procedure)
          (hash-table-walk (table-entries table)
                           (lambda (hash bucket)
                             (for-each (lambda (entry) (procedure (car entry) (cdr entry))) bucket)))))

    ;; (combine key value result)
    (define (keyed-table-fold table combine seed)
      (let ((result seed))
        (keyed-table-walk table (lambda (key value) (set! result (combine key value result))))
        result))

    (define (keyed-table-clear! table)
      (check-mutable table)
      (hash-table-clear! (table-entries table))
      (set-table-count! table 0))

    (define (keyed-table-copy table mutable?)
      (let ((copy (hash-table-copy (table-entries table))))
        (unless (table-native? table)
          (for-each (lambda (hash)
                      (hash-table-update! copy hash
                                          (lambda (bucket) (map (lambda (entry) (cons (car entry) (cdr entry))) bucket))))
                    (hash-table-keys copy)))
        (make-table (keyed-table-same? table) (keyed-table-hash table) (table-native? table) copy (table-count table)
                    mutable?)))

    ;; As tables of (suo hash-table) are written.
    (write-records-with! keyed-table
                         (lambda (table port)
                           (write-string "hash-table count: " port)
                           (write (keyed-table-count table) port)))))
