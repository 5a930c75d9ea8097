;;; (suo mapping): persistent maps by a comparator, ordered or hashed; both libraries of SRFI 146 are made of this one.
;;;
;;; A mapping is a search tree. An ordered one maps keys to values by the comparator's order. A hashed one maps hash values to
;;; buckets, association lists of the keys that have this hash. Five procedures know the difference: find-entry, put, without,
;;; mapping-fold and mapping-fold/reverse; the others are made of them. Nothing is ever changed, so the procedures whose names
;;; end in ! are those without.
(define-library (suo mapping)
  (export empty-mapping mapping-hashed? mapping-comparator-of mapping-tree with-tree find-entry without
          any-mapping? adjoin-arguments adjoin-alist mapping-unfold-from
          mapping-contains? mapping-empty? mapping-disjoint?
          mapping-ref mapping-ref/default mapping-adjoin mapping-set mapping-replace mapping-delete mapping-delete-all
          mapping-intern mapping-update mapping-update/default mapping-pop mapping-search
          mapping-size mapping-find mapping-count mapping-any? mapping-every? mapping-keys mapping-values mapping-entries
          map-into mapping-map->list mapping-for-each mapping-fold mapping-fold/reverse mapping-filter mapping-remove
          mapping-partition mapping-copy mapping->alist mapping=? mapping<? mapping>? mapping<=? mapping>=?
          mapping-union mapping-intersection mapping-difference mapping-xor)
  (import (scheme base) (scheme case-lambda) (srfi 128) (suo search-tree))
  (begin
    ;; size: number of entries; of a hashed mapping the tree knows only the number of buckets.
    (define-record-type mapping
      (make-mapping comparator hashed? tree size)
      any-mapping?
      (comparator mapping-comparator-of)
      (hashed? mapping-hashed?)
      (tree mapping-tree)
      (size mapping-size))

    ;; (empty-mapping comparator hashed?) -> a mapping without entries
    (define (empty-mapping comparator hashed?) (make-mapping comparator hashed? #f 0))

    ;; (with-tree mapping tree) -> ordered mapping of the tree's entries
    (define (with-tree mapping tree)
      (make-mapping (mapping-comparator-of mapping) #f tree (tree-size tree)))

    (define (emptied mapping) (empty-mapping (mapping-comparator-of mapping) (mapping-hashed? mapping)))

    ;;; What the two kinds do differently

    (define (order-of mapping) (comparator-ordering-predicate (mapping-comparator-of mapping)))
    (define (hash-in mapping key) (comparator-hash (mapping-comparator-of mapping) key))

    ;; The hash values' order. They are exact integers.
    (define (lower? one other) (< one other))

    (define (bucket-of mapping hash)
      (let ((found (tree-ref lower? (mapping-tree mapping) hash)))
        (if found (cdr found) '())))

    (define (in-bucket same? bucket key)
      (cond ((null? bucket) #f)
            ((same? key (car (car bucket))) (car bucket))
            (else (in-bucket same? (cdr bucket) key))))

    (define (remove-entry entry bucket)
      (if (eq? entry (car bucket)) (cdr bucket) (cons (car bucket) (remove-entry entry (cdr bucket)))))

    (define (same-in mapping) (comparator-equality-predicate (mapping-comparator-of mapping)))

    ;; (find-entry mapping key) -> (key . value) or #f
    (define (find-entry mapping key)
      (if (mapping-hashed? mapping)
          (in-bucket (same-in mapping) (bucket-of mapping (hash-in mapping key)) key)
          (tree-ref (order-of mapping) (mapping-tree mapping) key)))

    ;; (put mapping key value) -> mapping in which the key has this value
    (define (put mapping key value)
      (let ((comparator (mapping-comparator-of mapping)))
        (comparator-check-type comparator key)
        (if (mapping-hashed? mapping)
            (let* ((hash (hash-in mapping key))
                   (bucket (bucket-of mapping hash))
                   (entry (in-bucket (same-in mapping) bucket key))
                   (others (if entry (remove-entry entry bucket) bucket)))
              (make-mapping comparator #t
                            (tree-set lower? (mapping-tree mapping) hash (cons (cons key value) others))
                            (if entry (mapping-size mapping) (+ (mapping-size mapping) 1))))
            (with-tree mapping (tree-set (order-of mapping) (mapping-tree mapping) key value)))))

    ;; (without mapping key) -> mapping that lacks the key
    (define (without mapping key)
      (if (mapping-hashed? mapping)
          (let* ((hash (hash-in mapping key))
                 (bucket (bucket-of mapping hash))
                 (entry (in-bucket (same-in mapping) bucket key)))
            (if entry
                (let ((others (remove-entry entry bucket)) (tree (mapping-tree mapping)))
                  (make-mapping (mapping-comparator-of mapping) #t
                                (if (null? others)
                                    (tree-delete lower? tree hash)
                                    (tree-set lower? tree hash others))
                                (- (mapping-size mapping) 1)))
                mapping))
          (let ((tree (tree-delete (order-of mapping) (mapping-tree mapping) key)))
            (if (eq? tree (mapping-tree mapping)) mapping (with-tree mapping tree)))))

    (define (in-buckets combine)
      (lambda (hash bucket result)
        (let loop ((bucket bucket) (result result))
          (if (null? bucket)
              result
              (loop (cdr bucket) (combine (car (car bucket)) (cdr (car bucket)) result))))))

    ;; (mapping-fold combine seed mapping) -> (combine key value result) over all entries, in order; mapping-fold/reverse in
    ;; reverse order
    (define (mapping-fold combine seed mapping)
      (tree-fold (if (mapping-hashed? mapping) (in-buckets combine) combine) seed (mapping-tree mapping)))
    (define (mapping-fold/reverse combine seed mapping)
      (tree-fold/reverse (if (mapping-hashed? mapping) (in-buckets combine) combine) seed (mapping-tree mapping)))

    ;;; Constructors

    ;; (adjoin-arguments mapping arguments) -> mapping with the keys and values that alternate in the list; the first value of a
    ;; key counts
    (define (adjoin-arguments mapping arguments)
      (if (null? arguments)
          mapping
          (adjoin-arguments (put-new mapping (car arguments) (cadr arguments)) (cddr arguments))))

    ;; (adjoin-alist mapping alist) -> the same for an association list
    (define (adjoin-alist mapping alist)
      (if (null? alist)
          mapping
          (adjoin-alist (put-new mapping (car (car alist)) (cdr (car alist))) (cdr alist))))

    (define (put-new mapping key value)
      (if (find-entry mapping key) mapping (put mapping key value)))

    ;; (mapping-unfold-from mapping stop? mapper successor seed) -> mapping with the keys and values (mapper seed) …
    (define (mapping-unfold-from mapping stop? mapper successor seed)
      (if (stop? seed)
          mapping
          (let-values (((key value) (mapper seed)))
            (mapping-unfold-from (put-new mapping key value) stop? mapper successor (successor seed)))))

    ;;; Looking. O(log n) for one key.

    ;; (mapping-contains? mapping key): is the key there?
    (define (mapping-contains? mapping key) (if (find-entry mapping key) #t #f))

    ;; (mapping-empty? mapping): has it no entry?
    (define (mapping-empty? mapping) (= (mapping-size mapping) 0))

    ;; (mapping-disjoint? mapping other): have they no key in common?
    (define (mapping-disjoint? mapping other)
      (mapping-every? (lambda (key value) (not (find-entry other key))) mapping))

    (define (fail-for key) (lambda () (error "the mapping has no such key" key)))

    ;; (mapping-ref mapping key [failure [success]]) -> (success value), or (failure) when the key is not there; without failure
    ;; an error
    (define mapping-ref
      (case-lambda
        ((mapping key) (mapping-ref mapping key (fail-for key)))
        ((mapping key failure)
         (let ((entry (find-entry mapping key))) (if entry (cdr entry) (failure))))
        ((mapping key failure success)
         (let ((entry (find-entry mapping key))) (if entry (success (cdr entry)) (failure))))))

    ;; (mapping-ref/default mapping key default) -> value or default
    (define (mapping-ref/default mapping key default)
      (let ((entry (find-entry mapping key))) (if entry (cdr entry) default)))

    ;;; Updates: all give a new mapping.

    ;; (mapping-adjoin mapping key value ...) -> with these keys, where they are not there yet
    (define (mapping-adjoin mapping . arguments) (adjoin-arguments mapping arguments))

    ;; (mapping-set mapping key value ...) -> with these values for these keys
    (define mapping-set
      (case-lambda
        ((mapping) mapping)
        ((mapping key value) (put mapping key value))
        ((mapping key value . more) (apply mapping-set (put mapping key value) more))))

    ;; (mapping-replace mapping key value) -> with this value, if the key is there
    (define (mapping-replace mapping key value)
      (if (find-entry mapping key) (put mapping key value) mapping))

    ;; (mapping-delete mapping key ...), (mapping-delete-all mapping keys) -> without these keys
    (define (mapping-delete mapping . keys) (mapping-delete-all mapping keys))
    (define (mapping-delete-all mapping keys)
      (if (null? keys) mapping (mapping-delete-all (without mapping (car keys)) (cdr keys))))

    ;; (mapping-intern mapping key failure) -> mapping, and the key's value, which is (failure) when it is not there yet
    (define (mapping-intern mapping key failure)
      (let ((entry (find-entry mapping key)))
        (if entry
            (values mapping (cdr entry))
            (let ((value (failure))) (values (put mapping key value) value)))))

    ;; (mapping-update mapping key updater [failure [success]]) -> with (updater value), value as mapping-ref gives it
    (define mapping-update
      (case-lambda
        ((mapping key updater) (mapping-update mapping key updater (fail-for key)))
        ((mapping key updater failure) (put mapping key (updater (mapping-ref mapping key failure))))
        ((mapping key updater failure success) (put mapping key (updater (mapping-ref mapping key failure success))))))

    ;; (mapping-update/default mapping key updater default) -> with (updater value), value or default
    (define (mapping-update/default mapping key updater default)
      (put mapping key (updater (mapping-ref/default mapping key default))))

    ;; (mapping-pop mapping [failure]) -> mapping without its first entry, the entry's key, its value; (failure), or an error,
    ;; when it is empty
    (define mapping-pop
      (case-lambda
        ((mapping) (mapping-pop mapping (lambda () (error "mapping-pop: the mapping is empty"))))
        ((mapping failure)
         (let ((first (tree-first (mapping-tree mapping))))
           (if first
               (let ((entry (if (mapping-hashed? mapping) (car (cdr first)) first)))
                 (values (without mapping (car entry)) (car entry) (cdr entry)))
               (failure))))))

    ;; (mapping-search mapping key failure success) -> mapping and an object. Calls (failure insert ignore) or (success key value
    ;; update remove) in tail position; these call (insert value object), (ignore object), (update key value object) or
    ;; (remove object).
    (define (mapping-search mapping key failure success)
      (let ((entry (find-entry mapping key)))
        (if entry
            (success (car entry) (cdr entry)
                     (lambda (new-key value object) (values (put (without mapping key) new-key value) object))
                     (lambda (object) (values (without mapping key) object)))
            (failure (lambda (value object) (values (put mapping key value) object))
                     (lambda (object) (values mapping object))))))

    ;;; The whole mapping

    ;; (mapping-find satisfies? mapping failure) -> key and value of the first entry with (satisfies? key value), or (failure)
    (define (mapping-find satisfies? mapping failure)
      (let ((entry (call-with-current-continuation
                    (lambda (return)
                      (mapping-for-each (lambda (key value) (when (satisfies? key value) (return (cons key value)))) mapping)
                      #f))))
        (if entry (values (car entry) (cdr entry)) (failure))))

    ;; (mapping-count satisfies? mapping) -> number of entries with (satisfies? key value)
    (define (mapping-count satisfies? mapping)
      (mapping-fold (lambda (key value count) (if (satisfies? key value) (+ count 1) count)) 0 mapping))

    ;; (mapping-any? satisfies? mapping), mapping-every?: does one entry satisfy, do all?
    (define (mapping-any? satisfies? mapping)
      (call-with-current-continuation
       (lambda (return)
         (mapping-for-each (lambda (key value) (when (satisfies? key value) (return #t))) mapping)
         #f)))
    (define (mapping-every? satisfies? mapping)
      (not (mapping-any? (lambda (key value) (not (satisfies? key value))) mapping)))

    ;; (mapping-keys mapping), mapping-values -> list, in order; mapping-entries -> both lists, as two values
    (define (mapping-keys mapping) (mapping-fold/reverse (lambda (key value list) (cons key list)) '() mapping))
    (define (mapping-values mapping) (mapping-fold/reverse (lambda (key value list) (cons value list)) '() mapping))
    (define (mapping-entries mapping) (values (mapping-keys mapping) (mapping-values mapping)))

    ;;; Mapping and filtering

    ;; (map-into empty procedure mapping) -> the empty mapping with the keys and values (procedure key value)
    (define (map-into empty procedure mapping)
      (mapping-fold (lambda (key value result)
                      (let-values (((key value) (procedure key value))) (put-new result key value)))
                    empty mapping))

    ;; (mapping-map->list procedure mapping) -> list of (procedure key value), called in order
    (define (mapping-map->list procedure mapping)
      (reverse (mapping-fold (lambda (key value list) (cons (procedure key value) list)) '() mapping)))

    ;; (mapping-for-each procedure mapping): calls (procedure key value) in order
    (define (mapping-for-each procedure mapping)
      (mapping-fold (lambda (key value result) (procedure key value) result) #f mapping))

    ;; (mapping-filter satisfies? mapping), mapping-remove -> of the entries that do, that do not satisfy; mapping-partition -> both
    (define (mapping-filter satisfies? mapping)
      (mapping-fold (lambda (key value result) (if (satisfies? key value) result (without result key))) mapping mapping))
    (define (mapping-remove satisfies? mapping)
      (mapping-filter (lambda (key value) (not (satisfies? key value))) mapping))
    (define (mapping-partition satisfies? mapping)
      (let ((satisfying (mapping-filter satisfies? mapping)))
        (values satisfying (mapping-difference mapping satisfying))))

    ;; (mapping-copy mapping) -> the mapping: nothing changes it
    (define (mapping-copy mapping) mapping)

    ;; (mapping->alist mapping) -> association list, in order
    (define (mapping->alist mapping)
      (mapping-fold/reverse (lambda (key value list) (cons (cons key value) list)) '() mapping))

    ;;; Comparing, by the keys' comparator and one of values

    ;; Mappings with different comparators of keys have nothing in common.
    (define (part? values-comparator mapping other)
      (and (eq? (mapping-comparator-of mapping) (mapping-comparator-of other))
           (<= (mapping-size mapping) (mapping-size other))
           (mapping-every? (lambda (key value)
                             (let ((entry (find-entry other key)))
                               (and entry (=? values-comparator value (cdr entry)))))
                           mapping)))

    (define (chain related? mappings)
      (or (null? mappings)
          (let loop ((mapping (car mappings)) (rest (cdr mappings)))
            (or (null? rest)
                (and (related? mapping (car rest)) (loop (car rest) (cdr rest)))))))

    ;; (mapping=? comparator mapping ...): the same associations; <=? and >=?: some of the next one's, all of them and maybe more;
    ;; <? and >?: and not the same
    (define (mapping=? comparator . mappings)
      (chain (lambda (one other) (and (= (mapping-size one) (mapping-size other)) (part? comparator one other))) mappings))
    (define (mapping<=? comparator . mappings)
      (chain (lambda (one other) (part? comparator one other)) mappings))
    (define (mapping>=? comparator . mappings)
      (chain (lambda (one other) (part? comparator other one)) mappings))
    (define (mapping<? comparator . mappings)
      (chain (lambda (one other) (and (< (mapping-size one) (mapping-size other)) (part? comparator one other))) mappings))
    (define (mapping>? comparator . mappings)
      (chain (lambda (one other) (and (> (mapping-size one) (mapping-size other)) (part? comparator other one))) mappings))

    ;;; Theory of sets, by keys; associations are those of the first mapping that has the key.

    (define (fold-mappings combine first rest)
      (if (null? rest) first (fold-mappings combine (combine first (car rest)) (cdr rest))))

    ;; (mapping-union mapping ...), mapping-intersection, mapping-difference -> mapping; the keys of any, of all, of the first but
    ;; of no other; (mapping-xor mapping other): of exactly one
    (define (mapping-union first . rest)
      (fold-mappings (lambda (one other) (mapping-fold (lambda (key value result) (put-new result key value)) one other))
                     first rest))
    (define (mapping-intersection first . rest)
      (fold-mappings (lambda (one other) (mapping-filter (lambda (key value) (find-entry other key)) one))
                     first rest))
    (define (mapping-difference first . rest)
      (fold-mappings (lambda (one other) (mapping-fold (lambda (key value result) (without result key)) one other))
                     first rest))
    (define (mapping-xor one other)
      (mapping-fold (lambda (key value result)
                      (if (find-entry one key) (without result key) (put result key value)))
                    one other))))
