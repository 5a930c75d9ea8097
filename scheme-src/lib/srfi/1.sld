;;; SRFI 1: the list library. Deviations: none.
;;;
;;; Procedures that take one list and procedures that take several have separate clauses: the first is a plain loop. Procedures that
;;; build a list in order recurse, since the stack is as large as memory. What is not a list is found by `car` and `cdr`. Of the
;;; procedures that may destroy their arguments (name!) only reverse!, append-reverse!, append! and concatenate! do; the others are
;;; the procedures without the mark. delete-duplicates is linear for eq?, eqv? and equal?.
(define-library (srfi 1)
  (export cons list xcons cons* make-list list-tabulate list-copy circular-list iota
          pair? null? proper-list? circular-list? dotted-list? not-pair? null-list? list=
          car cdr caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar
          cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr
          list-ref first second third fourth fifth sixth seventh eighth ninth tenth car+cdr
          take drop take-right drop-right (rename take take!) (rename drop-right drop-right!)
          split-at (rename split-at split-at!) last last-pair
          length length+ append concatenate reverse append! concatenate! reverse! append-reverse append-reverse!
          zip unzip1 unzip2 unzip3 unzip4 unzip5 count
          map for-each append-map (rename append-map append-map!) map-in-order (rename map-in-order map!) pair-for-each filter-map
          fold unfold pair-fold reduce fold-right unfold-right pair-fold-right reduce-right
          filter partition remove (rename filter filter!) (rename partition partition!) (rename remove remove!)
          find find-tail any every list-index member memq memv
          take-while drop-while span break (rename take-while take-while!) (rename span span!) (rename break break!)
          delete delete-duplicates (rename delete delete!) (rename delete-duplicates delete-duplicates!)
          assoc assq assv alist-cons alist-copy alist-delete (rename alist-delete alist-delete!)
          lset<= lset= lset-adjoin lset-union lset-intersection lset-difference lset-xor lset-diff+intersection
          (rename lset-union lset-union!) (rename lset-intersection lset-intersection!)
          (rename lset-difference lset-difference!) (rename lset-xor lset-xor!)
          (rename lset-diff+intersection lset-diff+intersection!)
          set-car! set-cdr!)
  (import (scheme base) (scheme case-lambda) (scheme cxr) (suo hash-table))
  (begin
    ;;; Several lists at once.

    (define (all-pairs? lists)
      (or (null? lists)
          (and (pair? (car lists)) (all-pairs? (cdr lists)))))

    (define (cars lists) (if (null? lists) '() (cons (car (car lists)) (cars (cdr lists)))))
    (define (cdrs lists) (if (null? lists) '() (cons (cdr (car lists)) (cdrs (cdr lists)))))

    ;; A copy of the list with the object behind it.
    (define (with-last list object)
      (if (null? list) (cons object '()) (cons (car list) (with-last (cdr list) object))))

    ;;; Constructors

    ;; (xcons one other) -> (other . one)
    (define (xcons one other) (cons other one))

    ;; (cons* object ... tail) -> the objects in front of the tail
    (define (cons* first . more)
      (let loop ((first first) (more more))
        (if (null? more) first (cons first (loop (car more) (cdr more))))))

    ;; (list-tabulate count procedure) -> list of (procedure index) for the indices below count
    (define (list-tabulate count procedure)
      (let loop ((index (- count 1)) (result '()))
        (if (< index 0) result (loop (- index 1) (cons (procedure index) result)))))

    ;; (circular-list object ...) -> a list of these without an end
    (define (circular-list . objects)
      (let ((list (list-copy objects)))
        (when (pair? list) (set-cdr! (last-pair list) list))
        list))

    ;; (iota count [start [step]]) -> start, start + step, ...: count numbers; start is 0 and step 1 when not given. An error
    ;; when count is no length.
    (define iota
      (case-lambda
        ((count) (iota count 0 1))
        ((count start) (iota count start 1))
        ((count start step)
         (unless (and (exact-integer? count) (>= count 0)) (error "iota: not a length" count))
         (let loop ((index (- count 1)) (result '()))
           (if (< index 0) result (loop (- index 1) (cons (+ start (* index step)) result)))))))

    ;;; Predicates

    ;; (proper-list? object): does the chain of pairs end with ()? O(n), also for circles, as the next two.
    (define (proper-list? object) (list? object))

    ;; What is at the end of the chain: (), another object, or #t for a circle. The slow pointer takes every other step.
    (define (end-of-chain object)
      (let loop ((fast object) (slow object))
        (if (pair? fast)
            (let ((fast (cdr fast)))
              (if (pair? fast)
                  (let ((fast (cdr fast)) (slow (cdr slow)))
                    (if (eq? fast slow) (values #t #t) (loop fast slow)))
                  (values fast #f)))
            (values fast #f))))

    ;; (circular-list? object): does it never end?
    (define (circular-list? object)
      (let-values (((end circle?) (end-of-chain object))) circle?))

    ;; (dotted-list? object): does it end with something else? True of what is no pair and not ().
    (define (dotted-list? object)
      (let-values (((end circle?) (end-of-chain object))) (not (or circle? (null? end)))))

    (define (not-pair? object) (not (pair? object)))

    ;; (null-list? list): is this the empty list? What is neither a pair nor () is an error.
    (define (null-list? list)
      (cond ((pair? list) #f)
            ((null? list) #t)
            (else (error "null-list?: not a list" list))))

    ;; (list= same? list ...): have all lists the same length and elements that are the same in turn? Lists that are eq? are not
    ;; looked into.
    (define (list= same? . lists)
      (define (two-same? one other)
        (cond ((eq? one other) #t)
              ((null? one) (null? other))
              ((null? other) #f)
              (else (and (same? (car one) (car other)) (two-same? (cdr one) (cdr other))))))
      (or (null? lists)
          (let loop ((list (car lists)) (lists (cdr lists)))
            (or (null? lists)
                (and (two-same? list (car lists)) (loop (car lists) (cdr lists)))))))

    ;;; Selectors

    ;; (first list) ... (tenth list) -> that element; an error when the list is shorter
    (define (first list) (car list))
    (define (second list) (cadr list))
    (define (third list) (caddr list))
    (define (fourth list) (cadddr list))
    (define (fifth list) (car (cddddr list)))
    (define (sixth list) (cadr (cddddr list)))
    (define (seventh list) (caddr (cddddr list)))
    (define (eighth list) (cadddr (cddddr list)))
    (define (ninth list) (car (cddddr (cddddr list))))
    (define (tenth list) (cadr (cddddr (cddddr list))))
    ;; (car+cdr pair) -> both parts: two values
    (define (car+cdr pair) (values (car pair) (cdr pair)))

    ;; (take list count) -> a list of the first elements; drop: what follows them, shared. An error when there are fewer.
    ;; O(count).
    (define (take list count)
      (if (= count 0) '() (cons (car list) (take (cdr list) (- count 1)))))

    (define (drop list count) (list-tail list count))

    ;; Two pointers, `count` links apart.
    (define (take-right list count)
      (let loop ((lag list) (lead (drop list count)))
        (if (pair? lead) (loop (cdr lag) (cdr lead)) lag)))

    ;; (drop-right list count) -> a list without the last elements; take-right: these, shared. O(n).
    (define (drop-right list count)
      (let loop ((lag list) (lead (drop list count)))
        (if (pair? lead) (cons (car lag) (loop (cdr lag) (cdr lead))) '())))

    ;; (split-at list count) -> the results of take and drop: two values
    (define (split-at list count)
      (let loop ((rest list) (left count) (taken '()))
        (if (= left 0)
            (values (reverse! taken) rest)
            (loop (cdr rest) (- left 1) (cons (car rest) taken)))))

    ;; (last list) -> the last element of a list that is not empty
    (define (last list) (car (last-pair list)))

    ;; (last-pair pair) -> the last pair of the chain
    (define (last-pair list)
      (let ((next (cdr list)))
        (if (pair? next) (last-pair next) list)))

    ;;; Lengths, appending, reversing

    ;; (length+ list) -> the length, or #f of a circle
    (define (length+ list)
      (if (circular-list? list) #f (length list)))

    ;; (concatenate lists) -> one list of all elements; the last list is shared
    (define (concatenate lists)
      (cond ((null? lists) '())
            ((null? (cdr lists)) (car lists))
            (else (append (car lists) (concatenate (cdr lists))))))

    ;; (append! list ...): the lists become one; all but the last are changed
    (define (append! . lists) (concatenate! lists))

    (define (concatenate! lists)
      (cond ((null? lists) '())
            ((null? (cdr lists)) (car lists))
            ((null? (car lists)) (concatenate! (cdr lists)))
            (else
             (set-cdr! (last-pair (car lists)) (concatenate! (cdr lists)))
             (car lists))))

    ;; (reverse! list) -> the pairs of the list in the opposite order
    (define (reverse! list) (append-reverse! list '()))

    ;; (append-reverse list tail) -> the reversed list in front of the tail
    (define (append-reverse list tail)
      (if (null? list) tail (append-reverse (cdr list) (cons (car list) tail))))

    (define (append-reverse! list tail)
      (if (null? list)
          tail
          (let ((next (cdr list)))
            (set-cdr! list tail)
            (append-reverse! next list))))

    ;; (zip list ...) -> list of lists of the elements at one place; as long as the shortest
    (define (zip list . lists) (apply map (lambda objects objects) list lists))
    ;; (unzip1 lists) -> list of the first elements; unzip2 ... unzip5: as many values, of the first, second ... elements
    (define (unzip1 lists) (map car lists))
    (define (unzip2 lists) (values (map car lists) (map cadr lists)))
    (define (unzip3 lists) (values (map car lists) (map cadr lists) (map caddr lists)))
    (define (unzip4 lists) (values (map car lists) (map cadr lists) (map caddr lists) (map cadddr lists)))
    (define (unzip5 lists)
      (values (map car lists) (map cadr lists) (map caddr lists) (map cadddr lists) (map fifth lists)))

    ;; (count satisfied? list ...) -> how many times the predicate holds of the elements at one place
    (define count
      (case-lambda
        ((satisfied? list)
         (let loop ((rest list) (total 0))
           (if (null? rest) total (loop (cdr rest) (if (satisfied? (car rest)) (+ total 1) total)))))
        ((satisfied? . lists)
         (let loop ((lists lists) (total 0))
           (if (all-pairs? lists)
               (loop (cdrs lists) (if (apply satisfied? (cars lists)) (+ total 1) total))
               total)))))

    ;;; Folding

    ;; (fold combine seed list ...) -> (combine element ... result) over the elements from left to right, beginning with the
    ;; seed
    (define fold
      (case-lambda
        ((combine seed list)
         (let loop ((rest list) (result seed))
           (if (null? rest) result (loop (cdr rest) (combine (car rest) result)))))
        ((combine seed . lists)
         (let loop ((lists lists) (result seed))
           (if (all-pairs? lists)
               (loop (cdrs lists) (apply combine (with-last (cars lists) result)))
               result)))))

    ;; (fold-right combine seed list ...) -> the same from right to left
    (define fold-right
      (case-lambda
        ((combine seed list)
         (let loop ((rest list))
           (if (null? rest) seed (combine (car rest) (loop (cdr rest))))))
        ((combine seed list . more)
         (let loop ((lists (cons list more)))
           (if (all-pairs? lists)
               (apply combine (with-last (cars lists) (loop (cdrs lists))))
               seed)))))

    ;; (pair-fold combine seed list ...) -> like fold, with the pairs in place of the elements; they may be changed
    (define pair-fold
      (case-lambda
        ((combine seed list)
         (let loop ((rest list) (result seed))
           (if (null? rest)
               result
               (let ((next (cdr rest))) (loop next (combine rest result))))))
        ((combine seed . lists)
         (let loop ((lists lists) (result seed))
           (if (all-pairs? lists)
               (let ((next (cdrs lists))) (loop next (apply combine (with-last lists result))))
               result)))))

    ;; (pair-fold-right combine seed list ...) -> like fold-right, with the pairs
    (define pair-fold-right
      (case-lambda
        ((combine seed list)
         (let loop ((rest list))
           (if (null? rest) seed (combine rest (loop (cdr rest))))))
        ((combine seed list . more)
         (let loop ((lists (cons list more)))
           (if (all-pairs? lists)
               (apply combine (with-last lists (loop (cdrs lists))))
               seed)))))

    ;; (reduce combine identity list) -> fold with the first element for the seed; the identity of an empty list
    (define (reduce combine identity list)
      (if (null? list) identity (fold combine (car list) (cdr list))))

    ;; (reduce-right combine identity list) -> fold-right with the last element for the seed; the identity of an empty list
    (define (reduce-right combine identity list)
      (if (null? list)
          identity
          (let loop ((object (car list)) (rest (cdr list)))
            (if (null? rest) object (combine object (loop (car rest) (cdr rest)))))))

    ;; (unfold stop? mapper successor seed [tail-of]) -> list of (mapper seed), (mapper (successor seed)) ... until stop? holds
    ;; of the seed, then (tail-of seed)
    (define unfold
      (case-lambda
        ((stop? mapper successor seed) (unfold stop? mapper successor seed (lambda (seed) '())))
        ((stop? mapper successor seed make-tail)
         (let loop ((seed seed))
           (if (stop? seed)
               (make-tail seed)
               (let ((object (mapper seed))) (cons object (loop (successor seed)))))))))

    ;; (unfold-right stop? mapper successor seed [tail]) -> the same elements from right to left, in front of the tail
    (define unfold-right
      (case-lambda
        ((stop? mapper successor seed) (unfold-right stop? mapper successor seed '()))
        ((stop? mapper successor seed tail)
         (let loop ((seed seed) (result tail))
           (if (stop? seed) result (loop (successor seed) (cons (mapper seed) result)))))))

    ;;; Mapping

    ;; (map-in-order procedure list ...) -> like map, surely from left to right
    (define map-in-order
      (case-lambda
        ((procedure list)
         (let loop ((rest list))
           (if (null? rest)
               '()
               (let ((object (procedure (car rest)))) (cons object (loop (cdr rest)))))))
        ((procedure . lists)
         (let loop ((lists lists))
           (if (all-pairs? lists)
               (let ((object (apply procedure (cars lists)))) (cons object (loop (cdrs lists))))
               '())))))

    ;; (append-map procedure list ...) -> the results, which are lists, one behind the other
    (define append-map
      (case-lambda
        ((procedure list)
         (if (null? list)
             '()
             (let loop ((objects (procedure (car list))) (rest (cdr list)))
               (if (null? rest)
                   objects
                   (append objects (loop (procedure (car rest)) (cdr rest)))))))
        ((procedure . lists) (concatenate (apply map-in-order procedure lists)))))

    ;; (pair-for-each procedure list ...): calls with the lists, then with their rests, and so on
    (define pair-for-each
      (case-lambda
        ((procedure list)
         (let loop ((rest list))
           (unless (null? rest)
             (let ((next (cdr rest)))
               (procedure rest)
               (loop next)))))
        ((procedure . lists)
         (let loop ((lists lists))
           (when (all-pairs? lists)
             (let ((next (cdrs lists)))
               (apply procedure lists)
               (loop next)))))))

    ;; (filter-map procedure list ...) -> list of the results that are true
    (define filter-map
      (case-lambda
        ((procedure list)
         (let loop ((rest list))
           (if (null? rest)
               '()
               (let ((object (procedure (car rest))))
                 (if object (cons object (loop (cdr rest))) (loop (cdr rest)))))))
        ((procedure . lists)
         (let loop ((lists lists))
           (if (all-pairs? lists)
               (let ((object (apply procedure (cars lists))))
                 (if object (cons object (loop (cdrs lists))) (loop (cdrs lists))))
               '())))))

    ;;; Filtering

    ;; (filter satisfied? list) -> list of the elements of which the predicate holds, in order; remove: of which it does not
    (define (filter satisfied? list)
      (let loop ((rest list))
        (if (null? rest)
            '()
            (let ((object (car rest)))
              (if (satisfied? object) (cons object (loop (cdr rest))) (loop (cdr rest)))))))

    (define (remove satisfied? list)
      (filter (lambda (object) (not (satisfied? object))) list))

    ;; (partition satisfied? list) -> the results of filter and remove: two values
    (define (partition satisfied? list)
      (let loop ((rest list) (in '()) (out '()))
        (cond ((null? rest) (values (reverse! in) (reverse! out)))
              ((satisfied? (car rest)) (loop (cdr rest) (cons (car rest) in) out))
              (else (loop (cdr rest) in (cons (car rest) out))))))

    ;;; Searching

    ;; (find satisfied? list) -> the first element of which the predicate holds, or #f
    (define (find satisfied? list)
      (let ((tail (find-tail satisfied? list)))
        (and tail (car tail))))

    ;; (find-tail satisfied? list) -> the pair where it is, or #f
    (define (find-tail satisfied? list)
      (let loop ((rest list))
        (cond ((null? rest) #f)
              ((satisfied? (car rest)) rest)
              (else (loop (cdr rest))))))

    ;; The last call of the predicate is a tail call.
    ;; (any satisfied? list ...) -> the first true answer, or #f; the last call is a tail call
    (define any
      (case-lambda
        ((satisfied? list)
         (and (not (null? list))
              (let loop ((object (car list)) (rest (cdr list)))
                (if (null? rest)
                    (satisfied? object)
                    (or (satisfied? object) (loop (car rest) (cdr rest)))))))
        ((satisfied? . lists)
         (and (all-pairs? lists)
              (let loop ((lists lists))
                (let ((rest (cdrs lists)))
                  (if (all-pairs? rest)
                      (or (apply satisfied? (cars lists)) (loop rest))
                      (apply satisfied? (cars lists)))))))))

    ;; (every satisfied? list ...) -> the last answer when all are true, else #f; the last call is a tail call
    (define every
      (case-lambda
        ((satisfied? list)
         (or (null? list)
             (let loop ((object (car list)) (rest (cdr list)))
               (if (null? rest)
                   (satisfied? object)
                   (and (satisfied? object) (loop (car rest) (cdr rest)))))))
        ((satisfied? . lists)
         (or (not (all-pairs? lists))
             (let loop ((lists lists))
               (let ((rest (cdrs lists)))
                 (if (all-pairs? rest)
                     (and (apply satisfied? (cars lists)) (loop rest))
                     (apply satisfied? (cars lists)))))))))

    ;; (list-index satisfied? list ...) -> the first index where the predicate holds, or #f
    (define list-index
      (case-lambda
        ((satisfied? list)
         (let loop ((rest list) (index 0))
           (cond ((null? rest) #f)
                 ((satisfied? (car rest)) index)
                 (else (loop (cdr rest) (+ index 1))))))
        ((satisfied? . lists)
         (let loop ((lists lists) (index 0))
           (cond ((not (all-pairs? lists)) #f)
                 ((apply satisfied? (cars lists)) index)
                 (else (loop (cdrs lists) (+ index 1))))))))

    ;; (take-while satisfied? list) -> list of the first elements as long as the predicate holds; drop-while: what follows
    (define (take-while satisfied? list)
      (let loop ((rest list))
        (if (and (pair? rest) (satisfied? (car rest)))
            (cons (car rest) (loop (cdr rest)))
            '())))

    (define (drop-while satisfied? list)
      (let loop ((rest list))
        (if (and (pair? rest) (satisfied? (car rest))) (loop (cdr rest)) rest)))

    ;; (span satisfied? list) -> the results of take-while and drop-while: two values; break: with the opposite answer
    (define (span satisfied? list)
      (let loop ((rest list) (taken '()))
        (if (and (pair? rest) (satisfied? (car rest)))
            (loop (cdr rest) (cons (car rest) taken))
            (values (reverse! taken) rest))))

    (define (break satisfied? list)
      (span (lambda (object) (not (satisfied? object))) list))

    ;;; Deleting

    ;; (delete object list [same?]) -> list without the elements that (same? object element) holds of; equal? when not given
    (define delete
      (case-lambda
        ((object list) (delete object list equal?))
        ((object list same?) (filter (lambda (element) (not (same? object element))) list))))

    ;; (delete-duplicates list [same?]) -> list of the elements of which none before is the same. O(n) for eq?, eqv? and equal?,
    ;; else O(n^2).
    (define delete-duplicates
      (case-lambda
        ((list) (delete-known-duplicates list (make-equal-hash-table)))
        ((list same?)
         (cond ((eq? same? equal?) (delete-known-duplicates list (make-equal-hash-table)))
               ((eq? same? eqv?) (delete-known-duplicates list (make-eqv-hash-table)))
               ((eq? same? eq?) (delete-known-duplicates list (make-eq-hash-table)))
               (else (delete-later-duplicates list same?))))))

    (define (delete-known-duplicates list seen)
      (filter (lambda (object)
                (and (not (hash-table-contains? seen object))
                     (begin (hash-table-set! seen object #t) #t)))
              list))

    ;; Quadratic: all that is known of same? is that it compares an earlier element with a later one.
    (define (delete-later-duplicates list same?)
      (let loop ((rest list))
        (if (null? rest)
            '()
            (let ((object (car rest)))
              (cons object (loop (delete object (cdr rest) same?)))))))

    ;;; Association lists

    ;; (alist-cons key value list) -> the list with one more pair in front
    (define (alist-cons key value alist) (cons (cons key value) alist))

    ;; (alist-copy list) -> a list of new pairs
    (define (alist-copy alist)
      (map (lambda (entry) (cons (car entry) (cdr entry))) alist))

    ;; (alist-delete key list [same?]) -> list without the pairs of this key
    (define alist-delete
      (case-lambda
        ((key alist) (alist-delete key alist equal?))
        ((key alist same?) (filter (lambda (entry) (not (same? key (car entry)))) alist))))

    ;;; Lists as sets

    (define (subset? same? one other)
      (every (lambda (object) (member object other same?)) one))

    ;; Is every neighbouring pair related?
    (define (chained? related? lists)
      (or (null? lists)
          (let loop ((list (car lists)) (lists (cdr lists)))
            (or (null? lists)
                (and (related? list (car lists)) (loop (car lists) (cdr lists)))))))

    ;; (lset<= same? list ...): is every element of each list in the next one? The procedures on sets take O(n m) calls of
    ;; same?.
    (define (lset<= same? . lists)
      (chained? (lambda (one other) (and (subset? same? one other) #t)) lists))

    ;; (lset= same? list ...): have all lists the same elements?
    (define (lset= same? . lists)
      (chained? (lambda (one other)
                  (and (subset? same? one other)
                       (subset? (lambda (object element) (same? element object)) other one)
                       #t))
                lists))

    ;; Each element that the set does not have yet goes before it.
    (define (adjoin-all same? set list)
      (let loop ((rest list) (set set))
        (if (null? rest)
            set
            (let ((object (car rest)))
              (loop (cdr rest)
                    (if (member object set (lambda (object element) (same? element object)))
                        set
                        (cons object set)))))))

    ;; (lset-adjoin same? list element ...) -> the list with those elements in front that are not yet in it
    (define (lset-adjoin same? list . objects) (adjoin-all same? list objects))

    ;; (lset-union same? list ...) -> list of the elements of all lists, each once if it is once in a list
    (define (lset-union same? . lists)
      (if (null? lists)
          '()
          (let loop ((set (car lists)) (lists (cdr lists)))
            (cond ((null? lists) set)
                  ((or (null? set) (eq? set (car lists))) (loop (car lists) (cdr lists)))
                  (else (loop (adjoin-all same? set (car lists)) (cdr lists)))))))

    ;; (lset-intersection same? list more ...) -> list of the elements of the first that are in all others
    (define (lset-intersection same? list . lists)
      (filter (lambda (object) (every (lambda (other) (member object other same?)) lists)) list))

    ;; (lset-difference same? list more ...) -> list of the elements of the first that are in none of the others
    (define (lset-difference same? list . lists)
      (filter (lambda (object) (every (lambda (other) (not (member object other same?))) lists)) list))

    ;; (lset-xor same? list ...) -> list of the elements that an odd number of lists has
    (define (lset-xor same? . lists)
      (define (two one other)
        (let loop ((rest one)
                   (result (filter (lambda (object)
                                     (not (member object one (lambda (object element) (same? element object)))))
                                   other)))
          (cond ((null? rest) result)
                ((member (car rest) other same?) (loop (cdr rest) result))
                (else (loop (cdr rest) (cons (car rest) result))))))
      (if (null? lists)
          '()
          (fold (lambda (list result) (two result list)) (car lists) (cdr lists))))

    ;; (lset-diff+intersection same? list more ...) -> the elements of the first that are in no other list, and those that are
    ;; in one: two values
    (define (lset-diff+intersection same? list . lists)
      (partition (lambda (object) (every (lambda (other) (not (member object other same?))) lists)) list))))
