;;; Assemble: items to a code chunk.
;;;
;;; 1. Tidy: a jump to the place that follows it goes away; a conditional jump around a jump becomes one jump of the
;;;    opposite condition; what follows a jump up to the next place is never reached.
;;; 2. Encode everything but jumps. A jump takes no bytes yet; it is remembered with the offset where it belongs, and places
;;;    remember how many jumps come before them.
;;; 3. Relax: every jump begins short (2 bytes) and grows (to 5 or 6) when its distance does not fit; growing can push
;;;    others out of reach, so this is repeated until nothing grows: a few times in practice, each linear.
;;; 4. Copy the pieces between jumps, put the jumps in, shift relocations and return points by the jumps before them.
;;;
;;; Input  $allocated (see item)   Output $code (see (compiler back code))
(define-library (compiler back x86-64 assemble)
  (export assemble)
  (import (scheme base) (machine layout) (compiler ir source) (compiler back code) (compiler back debug-information)
          (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item))
  (begin
    ;; (assemble allocated) -> code.
    (define (assemble allocated)
      (let ((state (make-assembly (make-code-buffer) '() 0 '() '())))
        (for-each (lambda (item) (assemble-item! state item))
                  (tidy (allocated-items allocated)))
        (let* ((jumps (list->vector (reverse (assembly-jumps state))))
               (growth (relax! jumps)))
          (finish allocated state jumps growth))))

    (define-record-type $assembly
      (make-assembly buffer jumps jump-count marks positions)
      assembly?
      (buffer assembly-buffer)
      (jumps assembly-jumps assembly-jumps-set!)                  ; last one first
      (jump-count assembly-jump-count assembly-jump-count-set!)
      (marks assembly-marks assembly-marks-set!)                  ; (spot . mark), last one first
      (positions assembly-positions assembly-positions-set!))     ; (spot . position), last one first

    ;; A spot: offset without the jumps, and number of the jumps before it.
    (define (spot state) (cons (code-buffer-position (assembly-buffer state)) (assembly-jump-count state)))

    (define-record-type $pending-jump
      (make-pending-jump offset condition place bytes)
      pending-jump?
      (offset pending-jump-offset)            ; without jumps
      (condition pending-jump-condition)
      (place pending-jump-place)
      (bytes pending-jump-bytes pending-jump-bytes-set!))

    ;;; 1. Tidy.

    (define op-ret (mnemonic-named 'ret))
    (define op-jmp (mnemonic-named 'jmp))
    (define op-int3 (mnemonic-named 'int3))

    (define (tidy items)
      (let loop ((items items) (done '()))
        (if (null? items)
            (reverse done)
            (let ((item (car items)) (rest (cdr items)))
              (cond ((jump-item? item)
                     (cond ((placed-next? (jump-place item) rest) (loop rest done))
                           ((not (jump-condition item)) (loop (skip-unreachable rest) (cons item done)))
                           ((and (pair? rest) (jump-item? (car rest)) (not (jump-condition (car rest)))
                                 (placed-next? (jump-place item) (cdr rest)))
                            (loop (cons (make-jump (negate (jump-condition item)) (jump-place (car rest))) (cdr rest)) done))
                           (else (loop rest (cons item done)))))
                    ((and (pair? item) (or (eq? (car item) op-ret) (eq? (car item) op-jmp) (eq? (car item) op-int3)))
                     (loop (skip-unreachable rest) (cons item done)))
                    (else (loop rest (cons item done))))))))

    (define (placed-next? place items)
      (and (pair? items)
           (or (eq? (car items) place)
               (and (or (place? (car items)) (exact-integer? (car items))) (placed-next? place (cdr items))))))

    (define (skip-unreachable items)
      (if (or (null? items) (place? (car items)))
          items
          (skip-unreachable (cdr items))))

    (define (negate condition)
      (cdr (assq condition
                 '((o . no) (no . o) (b . ae) (ae . b) (e . ne) (ne . e) (be . a) (a . be)
                   (s . ns) (ns . s) (p . np) (np . p) (l . ge) (ge . l) (le . g) (g . le)))))

    ;;; 2. Encode.

    (define nop-bytes '(#x0f #x1f #x80 0 0 0 0))

    (define (assemble-item! state item)
      (cond ((pair? item) (encode! (assembly-buffer state) (car item) (cdr item)))
            ((place? item) (place-offset-set! item (spot state)))
            ((jump-item? item)
             (assembly-jumps-set! state (cons (make-pending-jump (code-buffer-position (assembly-buffer state))
                                                                 (jump-condition item) (jump-place item) 2)
                                              (assembly-jumps state)))
             (assembly-jump-count-set! state (+ 1 (assembly-jump-count state))))
            ((mark? item)
             (assembly-marks-set! state (cons (cons (spot state) item) (assembly-marks state)))
             (emit-bytes! (assembly-buffer state) nop-bytes))
            (else (assembly-positions-set! state (cons (cons (spot state) item) (assembly-positions state))))))

    ;;; 3. Relax.

    ;; -> vector: bytes of the jumps before jump i, for i from 0 to the number of jumps.
    (define (relax! jumps)
      (let* ((count (vector-length jumps)) (growth (make-vector (+ count 1) 0)))
        (define (sum!)
          (let loop ((i 0) (sum 0))
            (vector-set! growth i sum)
            (if (< i count) (loop (+ i 1) (+ sum (pending-jump-bytes (vector-ref jumps i)))))))
        (define (grow!)
          (let loop ((i 0) (any? #f))
            (if (= i count)
                any?
                (let ((jump (vector-ref jumps i)))
                  (if (and (= 2 (pending-jump-bytes jump))
                           (not (<= -128 (jump-distance jump i growth) 127)))
                      (begin
                        (pending-jump-bytes-set! jump (if (pending-jump-condition jump) 6 5))
                        (loop (+ i 1) #t))
                      (loop (+ i 1) any?))))))
        (let loop ()
          (sum!)
          (if (grow!) (loop)))
        growth))

    (define (final-offset spot growth) (+ (car spot) (vector-ref growth (cdr spot))))

    (define (jump-distance jump index growth)
      (let ((spot (place-offset (pending-jump-place jump))))
        (if (not spot) (error "assemble: jump to a place that stands nowhere" (place-name (pending-jump-place jump))))
        (- (final-offset spot growth)
           (+ (pending-jump-offset jump) (vector-ref growth index) (pending-jump-bytes jump)))))

    ;;; 4. Finish.

    (define (finish allocated state jumps growth)
      (let* ((source (code-buffer-bytes (assembly-buffer state)))
             (source-end (code-buffer-position (assembly-buffer state)))
             (count (vector-length jumps))
             (bytes (make-bytevector (+ source-end (vector-ref growth count)) 0)))
        (let loop ((i 0) (from 0))
          (let* ((to (if (< i count) (pending-jump-offset (vector-ref jumps i)) source-end))
                 (target (+ from (vector-ref growth i))))
            (bytevector-copy! bytes target source from to)
            (if (< i count)
                (begin
                  (put-jump! bytes (+ to (vector-ref growth i)) (vector-ref jumps i)
                             (jump-distance (vector-ref jumps i) i growth))
                  (loop (+ i 1) to)))))
        (let* ((literal-count (length (allocated-literals allocated)))
               (marks (map (lambda (entry) (cons (final-offset (car entry) growth) (cdr entry))) (reverse (assembly-marks state))))
               (debug (debug-information (map (lambda (entry)
                                                (list (car entry) (mark-source (cdr entry)) (mark-origins (cdr entry))))
                                              marks))))
          (make-code
           (allocated-label allocated) (allocated-name allocated) bytes 0
           (map (lambda (place) (final-offset (place-offset place) growth)) (allocated-clauses allocated))
           (finish-relocations (reverse (code-buffer-relocations (assembly-buffer state)))
                               jumps growth bytes literal-count (allocated-label allocated))
           (map (lambda (entry) (finish-return (car entry) (cdr entry) growth)) marks)
           (allocated-source allocated)
           (vector (allocated-arities allocated) (allocated-captured allocated) debug (allocated-source allocated))
           (allocated-captured allocated)
           (allocated-literals allocated)
           (map (lambda (entry) (cons (final-offset (car entry) growth) (source-position (cdr entry))))
                (reverse (assembly-positions state)))))))

    (define (put-jump! bytes offset jump distance)
      (let ((number (and (pending-jump-condition jump) (condition-number (pending-jump-condition jump)))))
        (define (put! index byte) (bytevector-u8-set! bytes (+ offset index) byte))
        (define (put-32! index)
          (let loop ((i 0) (number distance))
            (if (< i 4)
                (begin
                  (put! (+ index i) (floor-remainder number 256))
                  (loop (+ i 1) (floor-quotient number 256))))))
        (case (pending-jump-bytes jump)
          ((2) (put! 0 (if number (+ #x70 number) #xeb)) (put! 1 (floor-remainder distance 256)))
          ((5) (put! 0 #xe9) (put-32! 1))
          (else (put! 0 #x0f) (put! 1 (+ #x80 number)) (put-32! 2)))))

    (define (condition-number condition)
      (let loop ((conditions '(o no b ae e ne be a s ns p np l ge le g)) (number 0))
        (if (eq? (car conditions) condition) number (loop (cdr conditions) (+ number 1)))))

    (define (finish-return offset mark growth)
      (make-return offset (mark-frame-words mark) (mark-live-slots mark) (mark-register-mask mark)
                   (let ((place (mark-values-place mark)))
                     (if (place? place) (final-offset (place-offset place) growth) place))
                   (source-position (mark-source mark))))

    ;; Shifts the relocations; distances to places and literal slots of this chunk are put in. The address of a place is that of the
    ;; chunk's object and an offset.
    (define (finish-relocations relocations jumps growth bytes literal-count label)
      (let ((count (vector-length jumps)))
        (let loop ((relocations relocations) (i 0) (done '()))
          (cond ((null? relocations) (reverse done))
                ((and (< i count)
                      (<= (pending-jump-offset (vector-ref jumps i)) (relocation-offset (car relocations))))
                 (loop relocations (+ i 1) done))
                (else
                 (let* ((relocation (car relocations))
                        (offset (+ (relocation-offset relocation) (vector-ref growth i)))
                        (inside (inside-target relocation growth literal-count))
                        (kind (relocation-kind relocation)))
                   (define (keep target-kind target addend)
                     (loop (cdr relocations) i (cons (make-relocation offset kind target-kind target addend) done)))
                   (cond ((not inside)
                          (keep (relocation-target-kind relocation) (relocation-target relocation) (relocation-addend relocation)))
                         ((eq? kind 'relative-32)
                          (put-distance! bytes offset (+ inside (relocation-addend relocation) (- (+ offset 4))))
                          (loop (cdr relocations) i done))
                         (else
                          (keep 'object label
                                (+ inside (relocation-addend relocation) (instructions-start literal-count)))))))))))

    (define (inside-target relocation growth literal-count)
      (case (relocation-target-kind relocation)
        ((place) (final-offset (place-offset (relocation-target relocation)) growth))
        ((literal) (- (* 8 (+ (layout-number 'code-object 'size) (relocation-target relocation)))
                      (instructions-start literal-count)))
        (else #f)))

    (define (put-distance! bytes offset distance)
      (let loop ((i 0) (number distance))
        (if (< i 4)
            (begin
              (bytevector-u8-set! bytes (+ offset i) (floor-remainder number 256))
              (loop (+ i 1) (floor-quotient number 256))))))))
