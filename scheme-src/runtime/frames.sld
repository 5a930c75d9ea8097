;;; Frames: what a trace says, as people think of it.
;;;
;;; A frame on the stack may stand for several procedures: the compiler has copied some into others. The code object's debug
;;; information ((compiler back debug-information) says what it is) tells for each call which procedures are meant and which
;;; variables the slots hold, so a trace looks the same whether or not anything was inlined. Code of the system carries no such
;;; information: its frames have a name and a position only.
;;;
;;;   frame      name       symbol; string: "lambda in …", the procedure around it; or #f: a procedure without a name
;;;              position   of the call or operation in it, 0 unknown
;;;              inlined?   it is part of the frame that follows it
;;;              arguments  list of (variable name . value), as far as values are still there, in the order of the parameters
;;;              locals     the same of other variables
(define-library (runtime frames)
  (export trace-frames frame? frame-name frame-position frame-inlined? frame-arguments frame-locals
          frame-of-system? same-frame?)
  (import (primitives) (core-syntax) (runtime registers) (runtime traces))
  (begin
    (define-record-type frame
      (make-frame name position inlined? arguments locals)
      frame?
      (name frame-name)
      (position frame-position)
      (inlined? frame-inlined?)
      (arguments frame-arguments)
      (locals frame-locals))

    ;; (trace-frames trace index irritants) -> list of frames, innermost first. What is no trace has none. index and irritants: what
    ;; the condition complains about, whose variable may be known by name though its slot is gone; #f and () when there is none.
    (define (trace-frames trace index irritants)
      (if (vector? trace) (frames-from trace 1 (cons index irritants)) '()))

    (define (frames-from trace index complaint)
      (if (%fx< index (%vector-length trace))
          (let* ((count (%vector-ref trace (%fx+ index 4)))
                 (rest (frames-from trace (%fx+ index (%fx+ 5 (%fx* 2 count))) complaint))
                 (name (%vector-ref trace index))
                 (name (if (or (symbol? name) (string? name)) name #f))
                 (position (%vector-ref trace (%fx+ index 3)))
                 (debug (info-debug (%vector-ref trace (%fx+ index 1)))))
            (if (vector? debug)
                (inlined-frames trace (%fx+ index 5) count name position debug
                                (find-entry (%vector-ref debug 0) (%vector-ref trace (%fx+ index 2)))
                                complaint rest)
                (cons (make-frame name position #f '() '()) rest)))
          '()))

    ;;; The entry of a call: see (compiler back debug-information) for the bytes.

    ;; -> the index behind the offset in the entry of the call that returns to `offset`, or #f.
    (define (find-entry bytes offset)
      (let loop ((index 0) (at 0))
        (if (%fx< index (bytevector-length bytes))
            (let* ((at (%fx+ at (number-at bytes index)))
                   (index (skip-number bytes index)))
              (cond ((%fx= at offset) index)
                    ((%fx< offset at) #f)
                    (else
                     (let ((count-index (skip-number bytes index)))
                       (loop (skip-numbers bytes (skip-number bytes count-index) (%fx* 2 (number-at bytes count-index)))
                             at)))))
            #f)))

    ;; Seven bits a byte, lowest first; the highest bit says that more follow.
    (define (number-at bytes index)
      (let ((byte (%bytevector-u8-ref bytes index)))
        (if (%fx< byte 128)
            byte
            (%fx+ (%fx- byte 128) (%fxsll (number-at bytes (%fx+ index 1)) 7)))))

    (define (skip-number bytes index)
      (if (%fx< (%bytevector-u8-ref bytes index) 128)
          (%fx+ index 1)
          (skip-number bytes (%fx+ index 1))))

    (define (skip-numbers bytes index count)
      (if (%fx= count 0) index (skip-numbers bytes (skip-number bytes index) (%fx- count 1))))

    ;;; The procedures of one frame on the stack, innermost first, before `rest`.

    (define (inlined-frames trace values count name position debug entry complaint rest)
      (let* ((bytes (%vector-ref debug 0))
             (sites (%vector-ref debug 1))
             (variables (%vector-ref debug 2))
             (held (if entry
                       (held-variables bytes (skip-number bytes entry) variables trace values count complaint)
                       '())))
        (let loop ((site (if entry (number-at bytes entry) 0)) (position position))
          (if (%fx= site 0)
              (cons (make-frame name position #f (chosen held 0 #t) (chosen held 0 #f)) rest)
              (let* ((place (%fx* 3 (%fx- site 1)))
                     (own (%vector-ref sites place)))
                (cons (make-frame (if (symbol? own) own #f) position #t (chosen held site #t) (chosen held site #f))
                      (loop (%vector-ref sites (%fx+ place 2)) (%vector-ref sites (%fx+ place 1)))))))))

    ;; -> list of (key . (name . value)) in the order of the variables; key: 2 * site, plus 1 for a parameter.
    (define (held-variables bytes index variables trace values count complaint)
      (let loop ((left (number-at bytes index)) (index (skip-number bytes index)) (held '()))
        (if (%fx= left 0)
            (map-cdr held)
            (let* ((slot (number-at bytes index))
                   (next (skip-number bytes index))
                   (variable (number-at bytes next))
                   (place (slot-place trace values count slot))
                   (irritants (if place '() (argument-irritants trace values (%fx- slot first-argument-slot) complaint))))
              (loop (%fx- left 1)
                    (skip-number bytes next)
                    (if (or place (pair? irritants))
                        (insert variable
                                (cons (%vector-ref variables (%fx+ (%fx* 2 variable) 1))
                                      (cons (%vector-ref variables (%fx* 2 variable))
                                            (if place (content (%vector-ref trace place)) (%car irritants))))
                                held)
                        held))))))

    (define first-argument-slot 16384)

    ;; -> the irritants from that on which argument k of the hook was, or (). The hooks that complain themselves get the
    ;; primitive's name, the number of the argument and the irritants; those that compute get the arguments themselves.
    (define (argument-irritants trace values k complaint)
      (cond ((%fx< k 0) '())
            ((and (%fx>= k 2) (%vector-ref trace 0) (%fx= values 6)) (drop-pairs (%cdr complaint) (%fx- k 2)))
            ((and (%fx< k 2) (eq? k (%car complaint))) (%cdr complaint))
            (else '())))

    (define (drop-pairs list count)
      (if (or (%fx= count 0) (not (pair? list))) list (drop-pairs (%cdr list) (%fx- count 1))))

    ;; A variable that is assigned stands in a cell.
    (define (content object) (if (%cell? object) (%cell-ref object) object))

    ;; entries: list of (number . object), ascending.
    (define (insert number object entries)
      (if (and (pair? entries) (%fx< (%car (%car entries)) number))
          (cons (%car entries) (insert number object (%cdr entries)))
          (cons (cons number object) entries)))

    (define (map-cdr list)
      (if (pair? list) (cons (%cdr (%car list)) (map-cdr (%cdr list))) '()))

    ;; Where the trace has the value of the slot, or #f.
    (define (slot-place trace values count slot)
      (cond ((%fx= count 0) #f)
            ((%fx= (%vector-ref trace values) slot) (%fx+ values 1))
            (else (slot-place trace (%fx+ values 2) (%fx- count 1) slot))))

    ;; Those of the site, with no name twice: the inner variable counts.
    (define (chosen held site parameter?)
      (let ((key (%fx+ (%fx* 2 site) (if parameter? 1 0))))
        (let loop ((held held))
          (cond ((null? held) '())
                ((%fx= (%car (%car held)) key) (cons (%cdr (%car held)) (loop (%cdr held))))
                (else (loop (%cdr held)))))))

    ;;; Which frames people want to see

    (define (frame-of-system? frame) (position-of-system? (frame-position frame)))

    ;; The same place in the same procedure?
    (define (same-frame? one other)
      (and (eqv? (frame-name one) (frame-name other))
           (%fx= (frame-position one) (frame-position other))))))
