;;; (suo collection): sets and bags by a comparator; SRFI 113 gives them two sets of names.
;;;
;;; A collection is a hash table from elements to (element . count); the element in the value is the one that was put in. In a
;;; set every count is 1. Comparators without a hash function work when their equality is eq?, eqv?, equal? or string=?; others
;;; are searched in a single bucket, so each operation takes time in proportion to the size.
;;;
;;; The procedures whose names end in ! change and return their first argument.
(define-library (suo collection)
  (export empty-set empty-bag collection-of-kind? collection-comparator collection-total
          collection-contains? collection-empty? collection-disjoint? collection-member collection-count-of
          add! adjoin-all! replace! delete-all! collection-search! set-count-of!
          collection-copy collection-unique-size collection-find collection-count collection-any? collection-every?
          collection-fold collection-fold-unique collection-for-each collection-for-each-unique
          keep! collection->list collection=? collection<=? collection<?
          union! intersection! difference! xor! sum! product! collection-comparator-for)
  (import (scheme base) (srfi 128) (suo keyed-table))
  (begin
    (define-record-type collection
      (make-collection comparator bag? table total)
      collection?
      (comparator collection-comparator)
      (bag? collection-bag?)
      (table collection-table)
      (total collection-total set-total!))              ; number of elements, repeated ones too

    ;; (empty-set comparator), (empty-bag comparator) -> a fresh collection without elements
    (define (empty-set comparator) (empty comparator #f))
    (define (empty-bag comparator) (empty comparator #t))

    (define (empty comparator bag?)
      (make-collection comparator bag?
                       (make-keyed-table (comparator-equality-predicate comparator)
                                         (if (comparator-hashable? comparator)
                                             (comparator-hash-function comparator)
                                             (lambda (element) 0)))
                       0))

    ;; (collection-of-kind? object bag?): is it a bag, a set?
    (define (collection-of-kind? object bag?) (and (collection? object) (eq? bag? (collection-bag? object))))

    ;; -> (element . count) or #f
    (define (entry-of collection element) (keyed-table-ref/default (collection-table collection) element #f))

    ;;; Looking

    ;; (collection-contains? collection element): is it there?
    (define (collection-contains? collection element) (if (entry-of collection element) #t #f))

    ;; (collection-member collection element default) -> the element of the collection that is the same, or default
    (define (collection-member collection element default)
      (let ((entry (entry-of collection element))) (if entry (car entry) default)))

    ;; (collection-count-of collection element) -> how often it is there
    (define (collection-count-of collection element)
      (let ((entry (entry-of collection element))) (if entry (cdr entry) 0)))

    ;; (collection-empty? collection): has it no element?
    (define (collection-empty? collection) (= (collection-total collection) 0))

    ;; (collection-unique-size collection) -> number of different elements
    (define (collection-unique-size collection) (keyed-table-count (collection-table collection)))

    ;;; Changing

    ;; (set-count-of! collection element count) -> collection: it has the element so often, no more than once in a set. An element
    ;; that is there already stays the one it is.
    (define (set-count-of! collection element count)
      (let* ((table (collection-table collection))
             (entry (entry-of collection element))
             (old (if entry (cdr entry) 0))
             (count (if (collection-bag? collection) count (min count 1))))
        (cond ((> count 0)
               (unless entry (comparator-check-type (collection-comparator collection) element))
               (keyed-table-set! table (if entry (car entry) element) (cons (if entry (car entry) element) count)))
              (entry (keyed-table-delete! table element)))
        (set-total! collection (+ (collection-total collection) (- (max count 0) old)))
        collection))

    ;; (add! collection element count) -> collection with so many more of the element
    (define (add! collection element count)
      (set-count-of! collection element (+ (collection-count-of collection element) count)))

    ;; (adjoin-all! collection list) -> collection with the list's elements, too
    (define (adjoin-all! collection list)
      (for-each (lambda (element) (add! collection element 1)) list)
      collection)

    ;; (replace! collection element) -> collection in which the element stands for the one that is the same, if there is one
    (define (replace! collection element)
      (let ((entry (entry-of collection element)))
        (when entry
          (keyed-table-delete! (collection-table collection) element)
          (keyed-table-set! (collection-table collection) element (cons element (cdr entry))))
        collection))

    ;; (delete-all! collection list) -> collection without these elements; a bag loses one for each
    (define (delete-all! collection list)
      (for-each (lambda (element) (add! collection element -1)) list)
      collection)

    ;; (collection-search! collection element failure success) -> collection and an object. Calls (failure insert ignore) or
    ;; (success element update remove) in tail position; these call (insert object), (ignore object), (update element object) or
    ;; (remove object).
    (define (collection-search! collection element failure success)
      (let ((entry (entry-of collection element)))
        (if entry
            (success (car entry)
                     (lambda (new object)
                       (values (add! (add! collection element -1) new 1) object))
                     (lambda (object) (values (add! collection element -1) object)))
            (failure (lambda (object) (values (add! collection element 1) object))
                     (lambda (object) (values collection object))))))

    ;;; The whole collection

    ;; (collection-copy collection) -> a fresh collection of the same elements
    (define (collection-copy collection)
      (make-collection (collection-comparator collection) (collection-bag? collection)
                       (keyed-table-copy (collection-table collection) #t) (collection-total collection)))

    ;; (collection-fold-unique combine seed collection) -> (combine element count result) over the different elements
    (define (collection-fold-unique combine seed collection)
      (keyed-table-fold (collection-table collection)
                        (lambda (key entry result) (combine (car entry) (cdr entry) result))
                        seed))

    ;; (collection-fold combine seed collection) -> (combine element result) over all elements
    (define (collection-fold combine seed collection)
      (collection-fold-unique (lambda (element count result)
                                (let loop ((count count) (result result))
                                  (if (= count 0) result (loop (- count 1) (combine element result)))))
                              seed collection))

    ;; (collection-for-each procedure collection), (collection-for-each-unique procedure collection): call with each element;
    ;; with each different element and its count
    (define (collection-for-each procedure collection)
      (collection-fold (lambda (element result) (procedure element) result) #f collection))
    (define (collection-for-each-unique procedure collection)
      (collection-fold-unique (lambda (element count result) (procedure element count) result) #f collection))

    ;; (collection->list collection) -> list of all elements
    (define (collection->list collection) (reverse (collection-fold cons '() collection)))

    ;; (collection-find satisfies? collection failure) -> an element that satisfies, or (failure)
    (define (collection-find satisfies? collection failure)
      (let ((found (call-with-current-continuation
                    (lambda (return)
                      (collection-for-each-unique
                       (lambda (element count) (when (satisfies? element) (return (list element)))) collection)
                      #f))))
        (if found (car found) (failure))))

    ;; (collection-count satisfies? collection) -> how many elements satisfy
    (define (collection-count satisfies? collection)
      (collection-fold-unique (lambda (element count sum) (if (satisfies? element) (+ sum count) sum)) 0 collection))

    ;; (collection-any? satisfies? collection), collection-every?: does one element satisfy, do all?
    (define (collection-any? satisfies? collection)
      (call-with-current-continuation
       (lambda (return)
         (collection-for-each-unique (lambda (element count) (when (satisfies? element) (return #t))) collection)
         #f)))
    (define (collection-every? satisfies? collection)
      (not (collection-any? (lambda (element) (not (satisfies? element))) collection)))

    ;; (keep! satisfies? collection) -> collection of those elements that satisfy
    (define (keep! satisfies? collection)
      (for-each (lambda (element) (set-count-of! collection element 0))
                (collection-fold-unique (lambda (element count list) (if (satisfies? element) list (cons element list)))
                                        '() collection))
      collection)

    ;;; Two collections

    ;; Collections with different comparators do not go together.
    (define (check-comparators one other)
      (unless (eq? (collection-comparator one) (collection-comparator other))
        (error "these have different comparators" one other)))

    ;; (collection-disjoint? one other): have they no element in common?
    (define (collection-disjoint? one other)
      (check-comparators one other)
      (collection-every? (lambda (element) (not (collection-contains? other element))) one))

    ;; (collection<=? one other): has the other each element at least as often? collection<?: and more; collection=?: as often
    (define (collection<=? one other)
      (check-comparators one other)
      (and (<= (collection-total one) (collection-total other))
           (collection-every? (lambda (element)
                                (<= (collection-count-of one element) (collection-count-of other element)))
                              one)))
    (define (collection<? one other)
      (and (collection<=? one other) (< (collection-total one) (collection-total other))))
    (define (collection=? one other)
      (and (collection<=? one other) (= (collection-total one) (collection-total other))))

    ;; (union! one other), and so on -> one, with counts made of both: the greatest, the least, the difference, its amount, the sum
    (define (union! one other)
      (merge! max one other))
    (define (sum! one other)
      (merge! + one other))
    (define (xor! one other)
      (merge! (lambda (mine theirs) (abs (- mine theirs))) one other))
    (define (intersection! one other)
      (restrict! min one other))
    (define (difference! one other)
      (restrict! (lambda (mine theirs) (max 0 (- mine theirs))) one other))

    ;; The counts of the other's elements. The other may be the same collection.
    (define (merge! combine one other)
      (check-comparators one other)
      (for-each (lambda (entry)
                  (set-count-of! one (car entry) (combine (collection-count-of one (car entry)) (cdr entry))))
                (entries other))
      one)

    ;; The counts of one's own elements.
    (define (restrict! combine one other)
      (check-comparators one other)
      (for-each (lambda (entry)
                  (set-count-of! one (car entry) (combine (cdr entry) (collection-count-of other (car entry)))))
                (entries one))
      one)

    (define (entries collection)
      (collection-fold-unique (lambda (element count list) (cons (cons element count) list)) '() collection))

    ;; (product! factor collection) -> collection with each count times the factor
    (define (product! factor collection)
      (for-each (lambda (entry) (set-count-of! collection (car entry) (* factor (cdr entry)))) (entries collection))
      collection)

    ;; (collection-comparator-for bag?) -> comparator of bags, of sets: with a hash function, without order
    (define (collection-comparator-for bag?)
      (make-comparator
       (lambda (object) (collection-of-kind? object bag?))
       collection=?
       #f
       (lambda (collection)
         (let ((comparator (collection-comparator collection)))
           (collection-fold-unique
            (lambda (element count sum)
              (modulo (+ sum (* count (if (comparator-hashable? comparator) (comparator-hash comparator element) 1)))
                      (hash-bound)))
            3 collection)))))))
