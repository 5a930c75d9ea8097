;;; Dominators of the blocks of a Flow procedure: block a dominates b when every way from an entry to b leads through a.
;;;
;;; Sets, for each block that can be reached from the entries:
;;;
;;;   order         its number in reverse postorder, from 1
;;;   predecessors  the reachable blocks that lead to it, one for each edge
;;;   dominator     its immediate dominator; #f for the blocks of entries and where ways from different entries meet
;;;
;;; and drops the blocks that cannot be reached from the procedure's list, which is put in reverse postorder (cold blocks stand
;;; where their order puts them). Besides, the tree is numbered: `dominates?` takes constant time, by the data slot of blocks,
;;; which holds #(enter leave children).
;;;
;;; Source: Cooper, Harvey, Kennedy, A simple, fast dominance algorithm.
(define-library (compiler analysis dominators)
  (export compute-dominators! dominates? dominator-children order-blocks!)
  (import (scheme base) (compiler ir flow))
  (begin
    ;; (compute-dominators! flow-procedure) -> list of the roots of the dominator forest.
    (define (compute-dominators! procedure)
      (order-blocks! procedure)
      (let ((blocks (flow-procedure-blocks procedure)))
        (for-each (lambda (block) (set-block-dominator! block #f) (set-block-mark! block #f)) blocks)
        (for-each (lambda (entry) (set-block-mark! (entry-block entry) 'root)) (flow-procedure-entries procedure))
        (let loop () (if (improve-dominators! blocks) (loop)))
        (number-tree! blocks)))

    ;; (order-blocks! flow-procedure): only the reachable blocks, in reverse postorder, with order and predecessors.
    (define (order-blocks! procedure)
      (let ((visited (list 'visited))
            (postorder '()))
        (define (visit! block)
          (cond ((not (eq? (block-mark block) visited))
                 (set-block-mark! block visited)
                 (set-block-predecessors! block '())
                 (visit-all! (reverse (terminator-successors (block-terminator block))))
                 (set! postorder (cons block postorder)))))
        (define (visit-all! successors)
          (cond ((pair? successors)
                 (visit! (car successors))
                 (visit-all! (cdr successors)))))
        (visit-all! (reverse (map entry-block (flow-procedure-entries procedure))))
        (let loop ((rest postorder) (number 1))
          (cond ((pair? rest)
                 (set-block-order! (car rest) number)
                 (loop (cdr rest) (+ number 1)))))
        (for-each (lambda (block)
                    (for-each (lambda (successor)
                                (set-block-predecessors! successor (cons block (block-predecessors successor))))
                              (terminator-successors (block-terminator block))))
                  postorder)
        (set-flow-procedure-blocks! procedure postorder)))

    ;; One round over the blocks in order; did anything change? The mark of a block says whether it was looked at yet.
    (define (improve-dominators! blocks)
      (let loop ((rest blocks) (changed? #f))
        (cond ((null? rest) changed?)
              ((eq? (block-mark (car rest)) 'root) (loop (cdr rest) changed?))
              (else
               (let* ((block (car rest))
                      (found (meet-predecessors (block-predecessors block))))
                 (cond ((and (block-mark block) (eq? found (block-dominator block))) (loop (cdr rest) changed?))
                       (else
                        (set-block-mark! block 'known)
                        (set-block-dominator! block found)
                        (loop (cdr rest) #t))))))))

    (define (meet-predecessors predecessors)
      (let loop ((rest predecessors) (found 'none))
        (cond ((null? rest) (if (eq? found 'none) #f found))
              ((not (block-mark (car rest))) (loop (cdr rest) found))
              ((eq? found 'none) (loop (cdr rest) (car rest)))
              (else (loop (cdr rest) (and found (intersect found (car rest))))))))

    ;; The nearest common dominator of two blocks, or #f.
    (define (intersect a b)
      (cond ((eq? a b) a)
            ((> (block-order a) (block-order b))
             (let ((up (block-dominator a))) (and up (intersect up b))))
            (else
             (let ((up (block-dominator b))) (and up (intersect a up))))))

    (define (number-tree! blocks)
      (for-each (lambda (block) (set-block-data! block (vector 0 0 '()))) blocks)
      (for-each (lambda (block)
                  (let ((up (block-dominator block)))
                    (if up (vector-set! (block-data up) 2 (cons block (dominator-children up))))))
                (reverse blocks))
      (let ((counter 0)
            (roots (let loop ((rest blocks) (roots '()))
                     (cond ((null? rest) (reverse roots))
                           ((block-dominator (car rest)) (loop (cdr rest) roots))
                           (else (loop (cdr rest) (cons (car rest) roots)))))))
        (define (walk! block)
          (set! counter (+ counter 1))
          (vector-set! (block-data block) 0 counter)
          (for-each walk! (dominator-children block))
          (vector-set! (block-data block) 1 counter))
        (for-each walk! roots)
        roots))

    ;; The blocks whose immediate dominator this is, in order.
    (define (dominator-children block) (vector-ref (block-data block) 2))

    ;; (dominates? a b): every way to b leads through a.
    (define (dominates? a b)
      (let ((enter (vector-ref (block-data b) 0)))
        (and (<= (vector-ref (block-data a) 0) enter)
             (<= enter (vector-ref (block-data a) 1)))))))
