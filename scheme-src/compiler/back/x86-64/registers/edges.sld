;;; Edges: the ways from one block to the next, where the state at the end of one must become the state that the other begins with.
;;;
;;; The first way to reach a block decides its state (decide-state), so that way moves nothing but arguments. Later ways bring
;;; everything to its place by a parallel move. A way that moves something and starts from a conditional jump gets a place of
;;; its own: behind the jumps, or, when the block is cold, behind the procedure.
;;;
;;; A state is a list of #(virtual register slot), register or slot being #f, one for each virtual that is live there.
(define-library (compiler back x86-64 registers edges)
  (export emit-edge! emit-branches! emit-way!)
  (import (scheme base) (compiler ir mach) (compiler back x86-64 operand) (compiler back x86-64 item)
          (compiler back x86-64 moves) (compiler back x86-64 liveness) (compiler back x86-64 registers state))
  (begin
    (define (emit-edge! a block arguments)
      (for-each (lambda (item) (emit! a item)) (edge-items a block arguments)))

    ;; Conditional jumps. An edge that must move something gets a place of its own behind the jumps.
    (define (emit-branches! a tests otherwise)
      (let loop ((tests tests) (edges '()))
        (if (pair? tests)
            (let* ((block (cdar tests)) (known (assq block edges)) (moves (if known '() (edge-items a block '()))))
              (cond (known
                     (emit! a (make-jump (caar tests) (cadr known)))
                     (loop (cdr tests) edges))
                    ((null? moves)
                     (emit! a (make-jump (caar tests) (mach-block-place block)))
                     (loop (cdr tests) edges))
                    ((mach-block-cold? block)
                     (let ((place (make-place 'edge)))
                       (emit! a (make-jump (caar tests) place))
                       (for-each (lambda (item) (emit-slow! a item))
                                 (cons place (append moves (list (make-jump #f (mach-block-place block))))))
                       (loop (cdr tests) (cons (list block place '()) edges))))
                    (else
                     (let ((place (make-place 'edge)))
                       (emit! a (make-jump (caar tests) place))
                       (loop (cdr tests) (cons (list block place moves) edges))))))
            (begin
              (emit-otherwise! a otherwise (edge-items a otherwise '()))
              (for-each (lambda (edge)
                          (if (pair? (list-ref edge 2))
                              (begin
                                (emit! a (cadr edge))
                                (for-each (lambda (item) (emit! a item)) (list-ref edge 2))
                                (emit! a (make-jump #f (mach-block-place (car edge)))))))
                        edges)))))

    ;; A way to a block, with items of its own at its begin, that stands behind the procedure.
    (define (emit-way! a place items block)
      (for-each (lambda (item) (emit-slow! a item))
                (cons place (append items (edge-items a block '()) (list (make-jump #f (mach-block-place block)))))))

    ;; The way to the else block; an exit leads there too.
    (define (emit-otherwise! a block moves)
      (let ((exit (allocation-exit a)) (jump (make-jump #f (mach-block-place block))))
        (cond ((null? moves)
               (if exit (place-alias-set! exit (mach-block-place block)))
               (emit! a jump))
              ((mach-block-cold? block)
               (let ((place (or exit (make-place 'edge))))
                 (emit! a (make-jump #f place))
                 (for-each (lambda (item) (emit-slow! a item)) (cons place (append moves (list jump))))))
              (else
               (if exit (emit! a exit))
               (for-each (lambda (item) (emit! a item)) moves)
               (emit! a jump)))))

    ;; -> items that bring the state at the end of this block to what `block` begins with; the first to come decides that.
    (define (edge-items a block arguments)
      (if (not (mach-block-state block)) (mach-block-state-set! block (decide-state a block arguments)))
      (let ((items '()))
        (let loop ((entries (mach-block-state block)) (moves '()) (constants '()))
          (if (pair? entries)
              (let* ((entry (car entries)) (virtual (vector-ref entry 0))
                     (source (if (and (virtual-parameter? virtual) (eq? (virtual-block virtual) block))
                                 (argument-for virtual (mach-block-parameters block) arguments)
                                 virtual))
                     (targets (append (if (vector-ref entry 1)
                                          (list (if (virtual-double? virtual)
                                                    (double-location (vector-ref entry 1))
                                                    (vector-ref entry 1)))
                                          '())
                                      (if (vector-ref entry 2) (list (slot-location (vector-ref entry 2))) '()))))
                (if (virtual? source)
                    (loop (cdr entries)
                          (append-reverse
                           (map (lambda (target)
                                  (cons target
                                        (if (and (virtual-slot source) (= target (slot-location (virtual-slot source))))
                                            target
                                            (location source))))
                                targets)
                           moves)
                          constants)
                    (loop (cdr entries) moves
                          (append-reverse (map (lambda (target) (cons target source)) targets) constants))))
              (emit-moves! (lambda (item) (set! items (cons item items))) moves constants)))
        (reverse items)))

    (define (argument-for parameter parameters arguments)
      (if (eq? (car parameters) parameter)
          (car arguments)
          (argument-for parameter (cdr parameters) (cdr arguments))))

    ;; The state for a block reached for the first time: everything stays where it is; parameters take over the places of
    ;; arguments that die here. At the head of a loop, what is not needed soon leaves its register.
    (define (decide-state a block arguments)
      (let ((general (make-vector 16 #f)) (doubles (make-vector 16 #f)) (slots (list '()))
            (live (mach-block-live block)) (next-free-slot (list (allocation-slot-limit a))))
        (define (registers virtual) (if (virtual-double? virtual) doubles general))
        (define (fresh-slot!)
          (set-car! next-free-slot (+ 1 (car next-free-slot)))
          (- (car next-free-slot) 1))
        (define (own-parameter? virtual)
          (and (virtual-parameter? virtual) (eq? (virtual-block virtual) block)))
        (define (stay virtual distance)
          (let* ((drop? (and (mach-block-loop? block) (>= distance far-distance)))
                 (slot (or (virtual-slot virtual) (if drop? (fresh-slot!) #f)))
                 (register (if drop? #f (virtual-register virtual))))
            (if register (vector-set! (registers virtual) register #t))
            (if slot (set-car! slots (cons slot (car slots))))
            (vector virtual register slot)))
        (define (place-parameter parameter argument distance)
          (let* ((dying? (and (virtual? argument) (not (assq argument live))))
                 (file (registers parameter))
                 (register (and dying? (virtual-register argument))))
            (cond ((and register (eq? (virtual-double? parameter) (virtual-double? argument))
                        (not (vector-ref file register)))
                   (vector-set! file register #t)
                   (vector parameter register #f))
                  ((and dying? (not (virtual-register argument)) (virtual-slot argument)
                        (not (memv (virtual-slot argument) (car slots)))
                        (>= distance far-distance))
                   (set-car! slots (cons (virtual-slot argument) (car slots)))
                   (vector parameter #f (virtual-slot argument)))
                  (else
                   (let ((free (free-in file parameter)))
                     (if free
                         (begin
                           (vector-set! file free #t)
                           (vector parameter free #f))
                         (vector parameter #f (fresh-slot!))))))))
        (let* ((stays (let loop ((live live) (state '()))
                        (cond ((null? live) state)
                              ((own-parameter? (caar live)) (loop (cdr live) state))
                              (else (loop (cdr live) (cons (stay (caar live) (cdar live)) state)))))))
          (let loop ((parameters (mach-block-parameters block)) (arguments arguments) (state stays))
            (if (pair? parameters)
                (let ((use (assq (car parameters) live)))
                  (loop (cdr parameters) (cdr arguments)
                        (if use
                            (cons (place-parameter (car parameters) (car arguments) (cdr use)) state)
                            state)))
                state)))))

    (define (free-in file virtual)
      (let ((hint (hinted-register virtual 4))
            (order (if (virtual-double? virtual) double-order general-order)))
        (if (and hint (memv hint order) (not (vector-ref file hint)))
            hint
            (let loop ((order order))
              (cond ((null? order) #f)
                    ((vector-ref file (car order)) (loop (cdr order)))
                    (else (car order)))))))))
