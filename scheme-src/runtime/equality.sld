;;; Equality: eqv? beyond identity, and equal?, which ends on circular objects too.
;;;
;;; equal? first runs with fuel: a comparison that ends within some thousand steps needs no memory. One that does not is begun
;;; again by a method that ends on circular objects, takes near linear time however much is shared, and is little slower on
;;; plain trees: mostly it compares without memory, but for short stretches it notes in a table which objects have been met
;;; together, as classes of objects that are assumed to be equal; what is found in one class already is not entered again,
;;; and prolongs the stretch.
;;;
;;; Source: Adams and Dybvig, Efficient nondestructive equality checking for trees and graphs, 2008.
(define-library (runtime equality)
  (export eqv-slow equal? %identity-compared? %same-string? %first-difference %first-different-byte)
  (import (primitives) (core-syntax) (runtime registers))
  (begin
    ;; The hook of eqv?: the objects are not eq?. Numbers are the same when kind, sign and digits are.
    (define (eqv-slow one other)
      (cond ((flonum? one)
             (and (flonum? other)
                  (%fx= (%flonum-high one) (%flonum-high other))
                  (%fx= (%flonum-low one) (%flonum-low other))))
            ((bignum? one) (and (bignum? other) (same-bignum? one other)))
            ((ratnum? one)
             (and (ratnum? other)
                  (eqv? (%record-ref one 0) (%record-ref other 0))
                  (eqv? (%record-ref one 1) (%record-ref other 1))))
            ((compnum? one)
             (and (compnum? other)
                  (eqv? (%record-ref one 0) (%record-ref other 0))
                  (eqv? (%record-ref one 1) (%record-ref other 1))))
            (else #f)))

    (define (same-bignum? one other)
      (let ((length (%bignum-length one)))
        (and (%fx= length (%bignum-length other))
             (eq? (%bignum-negative? one) (%bignum-negative? other))
             (%fx= (%limbs-compare one 0 other 0 length) 0))))

    (define (equal? one other)
      (cond ((eq? one other) #t)
            ((or (fixnum? one) (symbol? one)) #f)
            ((or (pair? one) (vector? one))
             (let ((answer (compare one other plain-steps)))
               (if (eq? answer 'tired) (compare-graphs one other) (if answer #t #f))))
            (else (same-leaf? one other))))

    ;; Objects without elements, not eq?.
    (define (same-leaf? one other)
      (cond ((flonum? one) (eqv? one other))
            ((string? one) (and (string? other) (%same-string? one other)))
            ((bytevector? one) (and (bytevector? other) (same-bytes? one other)))
            (else (eqv? one other))))

    (define plain-steps 50000)

    ;; Is only the same object eqv? and equal? to it? (Not said of everything of which it is true.)
    (define (%identity-compared? object)
      (or (symbol? object) (fixnum? object) (char? object) (null? object) (boolean? object)))

    (define (%same-string? one other)
      (let ((length (string-length one)))
        (and (%fx= length (string-length other))
             (%fx= length
                   (if (and (%fx= (%string-unit one) 1) (%fx= (%string-unit other) 1))
                       (%first-different-byte (%string-buffer one) (%string-buffer other) length)
                       (%first-difference one other length))))))

    ;; The first index below `length` at which two strings of at least that length differ, or `length`.
    (define (%first-difference one other length)
      (let ((unit (%string-unit one)))
        (if (%fx= unit (%string-unit other))
            (%fxquotient (%first-different-byte (%string-buffer one) (%string-buffer other) (%fx* length unit)) unit)
            (let loop ((index 0))
              (if (and (%fx< index length)
                       (%fx= (%string-unit-ref one index) (%string-unit-ref other index)))
                  (loop (%fx+ index 1))
                  index)))))

    ;; Of bytevectors or buffers: sixteen bytes at a time, then four. Objects end at whole words, so the last four may go beyond the
    ;; length, where a difference does not count.
    (define (%first-different-byte one other length)
      (let loop ((index 0))
        (let ((next (%fx+ index 16)))
          (if (and (%fx<= next length)
                   (%fx= (%bytevector-u32-ref one index) (%bytevector-u32-ref other index))
                   (%fx= (%bytevector-u32-ref one (%fx+ index 4)) (%bytevector-u32-ref other (%fx+ index 4)))
                   (%fx= (%bytevector-u32-ref one (%fx+ index 8)) (%bytevector-u32-ref other (%fx+ index 8)))
                   (%fx= (%bytevector-u32-ref one (%fx+ index 12)) (%bytevector-u32-ref other (%fx+ index 12))))
              (loop next)
              (let four ((index index))
                (if (%fx>= index length)
                    length
                    (let ((difference (%fxxor (%bytevector-u32-ref one index) (%bytevector-u32-ref other index))))
                      (if (%fx= difference 0)
                          (four (%fx+ index 4))
                          (let ((at (%fx+ index (first-byte difference))))
                            (if (%fx< at length) at length))))))))))

    ;; The lowest byte of a word of four that is not zero.
    (define (first-byte word)
      (cond ((not (%fx= (%fxand word #xff) 0)) 0)
            ((not (%fx= (%fxand word #xffff) 0)) 1)
            ((not (%fx= (%fxand word #xffffff) 0)) 2)
            (else 3)))

    (define (same-bytes? one other)
      (let ((length (bytevector-length one)))
        (and (%fx= length (bytevector-length other))
             (%fx= (%first-different-byte one other length) length))))

    ;; -> the fuel left, #f when different, `tired` when the fuel is used up. The objects are not eq?; leaves are compared on the spot,
    ;; and where the rests of two pairs are the same, the first elements are all that is left to do.
    (define (compare one other fuel)
      (cond ((pair? one)
             (cond ((not (pair? other)) #f)
                   ((%fx<= fuel 0) 'tired)
                   (else
                    (let ((first (%car one)) (other-first (%car other))
                          (rest (%cdr one)) (other-rest (%cdr other)))
                      (cond ((eq? first other-first)
                             (if (eq? rest other-rest) fuel (compare rest other-rest (%fx- fuel 1))))
                            ((or (fixnum? first) (symbol? first)) #f)
                            ((eq? rest other-rest) (compare first other-first (%fx- fuel 1)))
                            ((or (pair? first) (vector? first))
                             (let ((left (compare first other-first (%fx- fuel 1))))
                               (if (fixnum? left) (compare rest other-rest left) left)))
                            ((same-leaf? first other-first) (compare rest other-rest (%fx- fuel 1)))
                            (else #f))))))
            ((vector? one)
             (let ((length (%vector-length one)))
               (cond ((not (and (vector? other) (%fx= length (%vector-length other)))) #f)
                     ((%fx<= fuel 0) 'tired)
                     (else
                      (let loop ((index 0) (fuel (%fx- fuel (%fx+ 1 (%fxsra length 4)))))
                        (if (%fx= index length)
                            fuel
                            (let ((element (%vector-ref one index)) (other-element (%vector-ref other index)))
                              (cond ((eq? element other-element) (loop (%fx+ index 1) fuel))
                                    ((or (pair? element) (vector? element))
                                     (let ((left (compare element other-element (%fx- fuel 1))))
                                       (if (fixnum? left) (loop (%fx+ index 1) left) left)))
                                    ((same-leaf? element other-element) (loop (%fx+ index 1) fuel))
                                    (else #f)))))))))
            ((or (fixnum? one) (symbol? one)) #f)
            ((same-leaf? one other) fuel)
            (else #f)))

    ;;; Graphs. Fuel above zero: steps without memory; from there down to the end of the stretch: steps with the table. A
    ;;; random number of steps without memory follows, so that no shape of data meets the table always at the wrong place.

    (define stretch-end -60)
    (define mean-plain-stretch 2400)

    (define (compare-graphs one other)
      (let ((classes (make-classes))
            (random 1))
        (define (next-fuel fuel)
          (if (%fx> fuel stretch-end)
              (%fx- fuel 1)
              (begin
                (set! random (%fxand (%fx+ (%fx* random 20077) 12345) #xffff))
                (remainder random (%fx* 2 mean-plain-stretch)))))
        ;; -> the fuel left, or #f when different.
        (define (same one other fuel)
          (cond ((eq? one other) fuel)
                ((pair? one)
                 (and (pair? other)
                      (let ((fuel (next-fuel fuel)))
                        (if (and (%fx<= fuel 0) (joined? classes one other))
                            0
                            (let ((left (same (%car one) (%car other) fuel)))
                              (and left (same (%cdr one) (%cdr other) left)))))))
                ((vector? one)
                 (and (vector? other)
                      (%fx= (%vector-length one) (%vector-length other))
                      (let ((fuel (next-fuel fuel))
                            (length (%vector-length one)))
                        (if (and (%fx<= fuel 0) (joined? classes one other))
                            0
                            (let loop ((index 0) (fuel fuel))
                              (if (%fx= index length)
                                  fuel
                                  (let ((left (same (%vector-ref one index) (%vector-ref other index) fuel)))
                                    (and left (loop (%fx+ index 1) left)))))))))
                (else (and (equal? one other) fuel))))
        (if (same one other 0) #t #f)))

    ;;; Classes: a table from objects, by address, to nodes of union-find: a node is a pair whose car is the parent node or,
    ;;; in a root, the number of members.
    ;;;
    ;;;   classes   vector: slots, number of objects, collection count for which the addresses are right
    ;;;   slots     vector, two words a slot: object or #f, its node; at most half full

    (define (make-classes)
      (let ((classes (%make-vector 3 0)))
        (%vector-set! classes 0 (%make-vector 256 #f))
        (%vector-set! classes 2 (collection-count))
        classes))

    ;; Are they in one class already? If not, they are now.
    (define (joined? classes one other)
      (let ((one-node (class-node classes one))
            (other-node (class-node classes other)))
        (cond ((and one-node other-node) (roots-joined? (root-node one-node) (root-node other-node)))
              (one-node (add-member! classes other (root-node one-node)) #f)
              (other-node (add-member! classes one (root-node other-node)) #f)
              (else
               (let ((node (cons 0 '())))
                 (add-member! classes one node)
                 (add-member! classes other node)
                 #f)))))

    (define (roots-joined? one other)
      (cond ((eq? one other) #t)
            ((%fx< (%car one) (%car other)) (roots-joined? other one))
            (else
             (set-car! one (%fx+ (%car one) (%car other)))
             (set-car! other one)
             #f)))

    ;; On the way to the root every second node is hung higher.
    (define (root-node node)
      (let ((parent (%car node)))
        (if (pair? parent)
            (begin
              (if (pair? (%car parent)) (set-car! node (%car parent)))
              (root-node parent))
            node)))

    (define (class-node classes object)
      (if (not (%fx= (%vector-ref classes 2) (collection-count))) (place-again! classes))
      (let ((slots (%vector-ref classes 0)))
        (%vector-ref slots (%fx+ 1 (slot-index slots object)))))

    (define (add-member! classes object node)
      (set-car! node (%fx+ (%car node) 1))
      (if (or (%fx>= (%fx* 4 (%vector-ref classes 1)) (%vector-length (%vector-ref classes 0)))
              (not (%fx= (%vector-ref classes 2) (collection-count))))
          (place-again! classes))
      (let* ((slots (%vector-ref classes 0))
             (index (slot-index slots object)))
        (%vector-set! slots index object)
        (%vector-set! slots (%fx+ index 1) node)
        (%vector-set! classes 1 (%fx+ (%vector-ref classes 1) 1))))

    ;; The index of the object's slot, or of the free one where it belongs.
    (define (slot-index slots object)
      (let* ((mask (%fx- (%vector-length slots) 1))
             (address (%object-address object)))
        (let loop ((index (%fxand mask (%fx* 2 (%fxxor address (%fxsrl address 11))))))
          (let ((found (%vector-ref slots index)))
            (if (or (not found) (eq? found object))
                index
                (loop (%fxand mask (%fx+ index 2))))))))

    ;; After a collection, or with more room. The new slots are there before the count is read.
    (define (place-again! classes)
      (let* ((old (%vector-ref classes 0))
             (length (%vector-length old))
             (full? (%fx>= (%fx* 4 (%vector-ref classes 1)) length))
             (slots (%make-vector (if full? (%fx* 2 length) length) #f)))
        (%vector-set! classes 0 slots)
        (%vector-set! classes 2 (collection-count))
        (let loop ((from 0))
          (if (%fx< from length)
              (let ((object (%vector-ref old from)))
                (if object
                    (let ((index (slot-index slots object)))
                      (%vector-set! slots index object)
                      (%vector-set! slots (%fx+ index 1) (%vector-ref old (%fx+ from 1)))))
                (loop (%fx+ from 2)))))))))
